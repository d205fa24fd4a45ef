using Microsoft.Extensions.Logging;
using Siskin.Agent.Configuration;

namespace Siskin.Agent.Tests.Configuration;

public sealed class ConfigChangeTests
{
    private const string Bundle = "[bundle]\npath = \"b\"\n";
    private const string Watch = "[[watch]]\nname = \"w\"\nprompt = \"?\"\nframe_topic = \"c\"\n";

    [Fact]
    public void The_same_file_changes_nothing()
    {
        var change = Change(Bundle + Watch, Bundle + Watch);

        Assert.Empty(change.Applied);
        Assert.Empty(change.NeedRestart);
    }

    [Theory]
    [InlineData("[log]\nlevel = \"debug\"", "[log] level")]
    [InlineData("[limits]\ndeadline_ms = 1500", "[limits] deadline_ms")]
    [InlineData("[replies]\ntopics = [\"a/#\"]", "[replies] topics")]
    [InlineData("[telemetry]\nsensors = [\"#\"]", "[telemetry] sensors")]
    public void What_can_change_is_applied(string text, string key)
    {
        var change = Change(Bundle, Bundle + text);

        Assert.Equal([key], change.Applied);
        Assert.Empty(change.NeedRestart);
    }

    [Fact]
    public void Every_key_that_can_change_changes_the_configuration()
    {
        var change = Change(
            Bundle,
            Bundle
                + """
                [limits]
                deadline_ms = 1500
                image_bytes = 2000
                max_tokens = 7
                prompt_chars = 50
                sensor_chars = 60
                [home_assistant]
                discovery = true
                [log]
                level = "error"
                [replies]
                topics = ["a/#"]
                [state]
                retention_s = 99
                [telemetry]
                interval_s = 5
                sensors = ["thermal/#"]
                """
        );
        var (limits, config) = (change.Config.Limits, change.Config);

        Assert.Equal(ConfigChange.Reloadable.Count, change.Applied.Count);
        Assert.Equal(
            (TimeSpan.FromMilliseconds(1500), 2000, 7, 50, 60),
            (limits.Deadline, limits.ImageBytes, limits.MaxTokens, limits.PromptChars, limits.SensorChars)
        );
        Assert.True(config.HomeAssistant.Discovery);
        Assert.Equal(LogLevel.Error, config.Log.Level);
        Assert.Equal(["a/#"], config.Replies.Topics);
        Assert.Equal(TimeSpan.FromSeconds(99), config.State.Retention);
        Assert.Equal(TimeSpan.FromSeconds(5), config.Telemetry.Interval);
        Assert.Equal(["thermal/#"], config.Telemetry.Sensors);
    }

    [Fact]
    public void Keys_that_can_change_exist()
    {
        var known = new HashSet<string>();
        ConfigReader.Parse("siskin.toml", "", known);

        Assert.Subset(known, ConfigChange.Reloadable.ToHashSet());
    }

    [Fact]
    public void The_rest_stays_as_it_was_and_is_named()
    {
        var change = Change(
            Bundle + "[agent]\ndevice = \"a\"\n[broker]\nurl = \"mqtt://localhost:1\"",
            Bundle + "[agent]\ndevice = \"b\"\nroot = \"plant\"\n[log]\nlevel = \"debug\"\n"
        );

        Assert.Equal(["[log] level"], change.Applied);
        Assert.Equal(["[agent] device", "[agent] root", "[broker] url"], change.NeedRestart);
        Assert.Equal("a", change.Config.Agent.Device);
        Assert.Equal(1, change.Config.Broker.Port);
        Assert.Equal(["siskin/+/reply/#", "siskin/reply/#"], change.Config.Replies.Topics); // not of the new root
    }

    [Fact]
    public void What_needs_a_restart_is_named_until_it_had_one()
    {
        var (first, second) = (Read(Bundle), Read(Bundle + "[agent]\ndevice = \"b\"\n[log]\nlevel = \"debug\""));
        var once = ConfigChange.Between(first.Config!, first.Values, second);

        var twice = ConfigChange.Between(once.Config, once.Values, second);

        Assert.Empty(twice.Applied);
        Assert.Equal(["[agent] device"], twice.NeedRestart);
    }

    [Fact]
    public void Watches_come_go_and_change()
    {
        Assert.Equal(
            ["[[watch]] 1 frame_topic", "[[watch]] 1 name", "[[watch]] 1 prompt"],
            Change(Bundle, Bundle + Watch).Applied
        );
        Assert.Single(Change(Bundle, Bundle + Watch).Config.Watches);
        Assert.Empty(Change(Bundle + Watch, Bundle).Config.Watches);
        Assert.Equal(
            0.5,
            Assert
                .Single(Change(Bundle + Watch, Bundle + Watch + "min_confidence = 0.5").Config.Watches)
                .Gates.MinConfidence
        );
    }

    [Fact]
    public void Watches_are_compared_by_what_they_say()
    {
        const string Full = Watch + "choices = [\"a\"]\nsensor_topics = [\"s\"]\nsensors = [\"#\"]\n";
        WatchSection One(string text) => Assert.Single(Read(Bundle + text).Config!.Watches);

        Assert.True(One(Full).SameAs(One(Full)));
        foreach (
            var (from, to) in new[] { ("\"a\"", "\"b\""), ("\"s\"", "\"t\""), ("\"#\"", "\"x\""), ("\"?\"", "\"!\"") }
        )
            Assert.False(One(Full).SameAs(One(Full.Replace(from, to, StringComparison.Ordinal))), from);
    }

    private static ConfigChange Change(string before, string after)
    {
        var running = Read(before);
        return ConfigChange.Between(running.Config!, running.Values, Read(after));
    }

    private static ConfigResult Read(string text)
    {
        var result = ConfigReader.Parse("siskin.toml", text);
        Assert.Empty(result.Errors);
        return result;
    }
}
