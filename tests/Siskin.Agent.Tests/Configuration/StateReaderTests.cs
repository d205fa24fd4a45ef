using Siskin.Agent.Configuration;

namespace Siskin.Agent.Tests.Configuration;

public sealed class StateReaderTests
{
    [Fact]
    public void Without_a_folder_replies_wait_in_memory()
    {
        var state = Read("");

        Assert.Equal((Durability.Memory, "/var/lib/siskin"), (state.Durability, state.Folder));
        Assert.Equal(TimeSpan.FromDays(1), state.Retention);
    }

    [Theory]
    [InlineData("folder = \"/data\"", null, "/data")]
    [InlineData("folder = \"state\"", "/var/lib/other", "/etc/siskin/state")]
    [InlineData("", "/var/lib/private/siskin:/var/lib/more", "/var/lib/private/siskin")]
    public void A_folder_that_is_given_is_used(string text, string? stateDirectory, string expected)
    {
        var state = Read(text, stateDirectory);

        Assert.Equal((Durability.Disk, expected), (state.Durability, state.Folder));
    }

    [Fact]
    public void Memory_can_be_chosen_although_systemd_gives_a_folder() =>
        Assert.Equal(Durability.Memory, Read("durability = \"memory\"", "/var/lib/siskin").Durability);

    [Fact]
    public void Disk_can_be_chosen_without_a_folder() =>
        Assert.Equal(Durability.Disk, Read("durability = \"disk\"").Durability);

    private static StateSection Read(string text, string? stateDirectory = null)
    {
        var errors = new List<ConfigError>();
        var file = TomlFile.Parse("siskin.toml", "[state]\n" + text, errors);
        var section = new SectionReader("state", file, errors, new HashSet<string>());
        var state = StateReader.Read(section, "/etc/siskin", stateDirectory);
        Assert.Empty(errors);
        return state;
    }
}
