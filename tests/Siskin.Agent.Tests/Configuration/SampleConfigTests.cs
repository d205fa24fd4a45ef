using System.Text.RegularExpressions;
using Siskin.Agent.Configuration;

namespace Siskin.Agent.Tests.Configuration;

public sealed partial class SampleConfigTests
{
    [Fact]
    public void It_is_valid() => Assert.Empty(ConfigReader.Parse("siskin.toml", SampleConfig.Text).Errors);

    [Fact]
    public void The_defaults_that_it_shows_are_the_defaults()
    {
        // Files and credentials are examples rather than defaults; client_id follows the device.
        var shown = CommentedKey().Replace(SampleConfig.Text, match =>
            match.Groups["key"].Value is "username" or "password_file" or "ca_file" or "client_cert_file"
                or "client_key_file"
                ? match.Value
                : match.Value[1..]);
        Assert.NotEqual(SampleConfig.Text, shown);

        var explicitly = ConfigReader.Parse("/etc/siskin.toml", shown);
        var implicitly = ConfigReader.Parse("/etc/siskin.toml", SampleConfig.Text);

        Assert.Empty(explicitly.Errors);
        Assert.Equal(ConfigSummary.Of(implicitly.Config!), ConfigSummary.Of(explicitly.Config!));
        Assert.Equal(implicitly.Config!.Limits, explicitly.Config!.Limits);
        Assert.Equal(implicitly.Config.State, explicitly.Config.State);
        Assert.Equal(implicitly.Config.Broker, explicitly.Config.Broker);
        Assert.Equal(implicitly.Config.Telemetry, explicitly.Config.Telemetry);
        Assert.Equal(implicitly.Config.Engine, explicitly.Config.Engine);
    }

    [Fact]
    public void It_shows_every_key()
    {
        var keys = new List<ConfigError>();
        var file = TomlFile.Parse("siskin.toml", CommentedKey().Replace(SampleConfig.Text, match => match.Value[1..]),
            keys);
        var shown = file.Entries.Select(entry => entry.Key).ToHashSet();

        Assert.All(KnownKeys(), key => Assert.Contains(key, shown));
    }

    private static HashSet<string> KnownKeys()
    {
        var known = new HashSet<string>();
        ConfigReader.Parse("siskin.toml", "", known);
        return known;
    }

    [GeneratedRegex("^#(?<key>[a-z_]+) = ", RegexOptions.Multiline)]
    private static partial Regex CommentedKey();
}
