using Siskin.Agent.Configuration;
using Siskin.Agent.Tests.Harness;

namespace Siskin.Agent.Tests.Configuration;

public sealed class UpdatesReaderTests : IDisposable
{
    private readonly ScratchFolder _folder = new();

    public UpdatesReaderTests() => OfferedBundle.Keys(_folder);

    [Fact]
    public void They_are_off_unless_they_are_wanted()
    {
        var result = Read("");

        Assert.False(result.Config!.Updates.Enabled);
        Assert.Contains(("updates", "not taken"), ConfigSummary.Of(result.Config));
    }

    [Fact]
    public void They_need_a_key_and_a_folder()
    {
        Assert.Equal(
            [
                "[updates] enabled: needs the key by which offered bundles are trusted; give public_key_file here or in "
                    + "[bundle].",
                "[updates] enabled: needs a folder to keep bundles in; give [state] folder, with durability = \"disk\".",
            ],
            Read("[updates]\nenabled = true").Errors.Select(error => error.Message)
        );
    }

    [Fact]
    public void The_key_may_be_that_of_the_configured_bundle()
    {
        var updates = Read(
            "public_key_file = \"key-pub.pem\"\n[state]\nfolder = \"s\"\n[updates]\nenabled = true"
        ).Config!.Updates;

        Assert.Equal(_folder.File("key-pub.pem"), updates.PublicKeyFile);
        Assert.Equal(_folder.File("s/bundles"), updates.Folder);
        Assert.Equal(256L << 20, updates.MaxBytes);
    }

    [Theory]
    [InlineData("max_mb = 0")]
    [InlineData("min_agreement = 1.5")]
    [InlineData("max_slowdown = 0.5")]
    [InlineData("shadow = 1000")]
    [InlineData("allow_downgrade = \"yes\"")]
    public void Values_out_of_range_are_refused(string line) => Assert.Single(Read("[updates]\n" + line).Errors);

    public void Dispose() => _folder.Dispose();

    private ConfigResult Read(string text) =>
        ConfigReader.Parse(_folder.File("siskin.toml"), "[bundle]\npath = \"b\"\n" + text + "\n");
}
