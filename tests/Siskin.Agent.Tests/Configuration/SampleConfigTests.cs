using System.Text.RegularExpressions;
using Siskin.Agent.Configuration;
using Siskin.Runtime.Providers;

namespace Siskin.Agent.Tests.Configuration;

public sealed partial class SampleConfigTests
{
    [Fact]
    public void It_is_valid() => Assert.Empty(ConfigReader.Parse("siskin.toml", SampleConfig.Text).Errors);

    [Fact]
    public void The_defaults_that_it_shows_are_the_defaults()
    {
        // Files, credentials and options of the provider are examples rather than defaults; the device is the host's
        // name, client_id follows it, and the bundle is the first that is found.
        var watches = SampleConfig.Text.IndexOf("#[[watch]]", StringComparison.Ordinal);
        var shown = CommentedKey()
            .Replace(
                SampleConfig.Text[..watches],
                match =>
                    ExecutionProviders
                        .Standard.Accelerators.SelectMany(provider => provider.Options)
                        .Any(option => option.Name == match.Groups["key"].Value)
                    || match.Groups["key"].Value
                        is "device"
                            or "path"
                            or "client_id"
                            or "library"
                            or "username"
                            or "password_file"
                            or "ca_file"
                            or "client_cert_file"
                            or "client_key_file"
                            or "public_key_file"
                            or "prometheus"
                            or "otlp"
                        ? match.Value
                        : match.Value[1..]
            );
        Assert.NotEqual(SampleConfig.Text[..watches], shown);

        var explicitly = ConfigReader.Parse("/etc/siskin.toml", shown);
        var implicitly = ConfigReader.Parse("/etc/siskin.toml", SampleConfig.Text);

        Assert.Empty(explicitly.Errors);
        Assert.Equal(ConfigSummary.Of(implicitly.Config!), ConfigSummary.Of(explicitly.Config!));
        Assert.Equal(implicitly.Config!.Limits, explicitly.Config!.Limits);
        Assert.Equal(implicitly.Config.State, explicitly.Config.State);
        Assert.Equal(implicitly.Config.Broker, explicitly.Config.Broker);
        Assert.Equal(
            implicitly.Config.Telemetry with
            {
                Sensors = [],
            },
            explicitly.Config.Telemetry with
            {
                Sensors = [],
            }
        );
        Assert.Equal(implicitly.Config.Metrics, explicitly.Config.Metrics);
        Assert.Equal(implicitly.Config.HomeAssistant, explicitly.Config.HomeAssistant);
        Assert.Equal(implicitly.Config.Engine, explicitly.Config.Engine);
    }

    [Fact]
    public void The_watch_that_it_shows_is_valid_and_its_defaults_are_the_defaults()
    {
        var text = SampleConfig.Text;
        var watches = text.IndexOf("#[[watch]]", StringComparison.Ordinal);
        var parts = text.IndexOf("#[[watch.part]]", StringComparison.Ordinal);
        var shown = Assert.Single(
            ConfigReader.Parse("siskin.toml", text[..watches] + Uncommented(text[watches..parts])).Config!.Watches
        );
        var min = Assert.Single(
            ConfigReader
                .Parse(
                    "siskin.toml",
                    text
                        + """
                        [[watch]]
                        name = "water"
                        prompt = "Read the counter."
                        frame_topic = "camera/water/jpg"
                        """
                )
                .Config!.Watches
        );

        // What a watch reads, cuts and asks of its value are examples.
        Assert.Equal(
            min with
            {
                Gates = shown.Gates,
                Known = shown.Known,
                Unit = shown.Unit,
                DeviceClass = shown.DeviceClass,
            },
            shown with
            {
                Inputs = min.Inputs,
                View = shown.View with { Crop = null },
                Choices = min.Choices,
            }
        );
        Assert.Equal(min.Inputs.Window, shown.Inputs.Window);
        Assert.Equal(new(0, false, 2.5m, 3, 1, 5), shown.Gates);
    }

    [Fact]
    public void The_part_that_it_shows_is_valid_and_its_defaults_are_the_defaults()
    {
        var part = Uncommented(
            SampleConfig.Text[SampleConfig.Text.IndexOf("#[[watch.part]]", StringComparison.Ordinal)..]
        );
        var result = ConfigReader.Parse(
            "siskin.toml",
            $"""
            {SampleConfig.Text}
            [[watch]]
            name = "water"
            frame_topic = "camera/water/jpg"
            {part}
            [[watch.part]]
            kind = "dial"
            weight = 0.1
            """
        );

        Assert.Empty(result.Errors);
        var shown = Assert.Single(result.Config!.Watches).Parts[0];
        // Where it is, and what is known about it, are examples.
        Assert.Equal(new PartSection(PartKind.Counter, "Read the counter.", shown.Crop, 1, 5, 0, false), shown);
    }

    [Fact]
    public void It_names_every_key_that_a_reload_changes()
    {
        var about = SampleConfig.Text[..SampleConfig.Text.IndexOf("[agent]", StringComparison.Ordinal)];

        Assert.All(
            ConfigChange.Reloadable,
            key =>
            {
                var dot = key.IndexOf('.', StringComparison.Ordinal);
                Assert.Contains($"[{key[..dot]}]", about, StringComparison.Ordinal);
                Assert.Matches($@"\b{key[(dot + 1)..]}\b", about);
            }
        );
    }

    [Fact]
    public void It_shows_every_key()
    {
        var keys = new List<ConfigError>();
        var file = TomlFile.Parse("siskin.toml", Uncommented(SampleConfig.Text), keys);
        var shown = file.Entries.Select(entry => TomlFile.WithoutIndex(entry.Key)).ToHashSet();

        Assert.All(KnownKeys(), key => Assert.Contains(key, shown));
    }

    private static string Uncommented(string text) =>
        CommentedList().Replace(CommentedKey().Replace(text, match => match.Value[1..]), match => match.Value[1..]);

    private static HashSet<string> KnownKeys()
    {
        var known = new HashSet<string>();
        ConfigReader.Parse("siskin.toml", "", known);
        return known;
    }

    [GeneratedRegex("^#\\[\\[[a-z_.]+\\]\\]$", RegexOptions.Multiline)]
    private static partial Regex CommentedList();

    [GeneratedRegex("^#(?<key>[a-z0-9_]+) = ", RegexOptions.Multiline)]
    private static partial Regex CommentedKey();
}
