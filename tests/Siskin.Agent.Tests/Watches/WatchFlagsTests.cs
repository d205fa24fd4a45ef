using Siskin.Agent.Configuration;
using Siskin.Agent.Tests.Harness;
using Siskin.Agent.Watches;
using Siskin.Agent.Wire;

namespace Siskin.Agent.Tests.Watches;

public sealed class WatchFlagsTests
{
    private const string Camera = """
        [[watch]]
        name = "w"
        prompt = "Read the counter."
        frame_topic = "cam"
        interval_s = 600
        """;

    [Fact]
    public void Without_the_keys_the_state_has_no_flags()
    {
        using var bench = new WatchBench(Camera);

        var state = bench.ReadsAfter(1, 5);

        Assert.False(state.TryGetProperty("leak", out _) || state.TryGetProperty("stale", out _));
    }

    [Fact]
    public void A_value_that_never_stands_still_raises_the_leak_once_in_the_log()
    {
        using var bench = new WatchBench(Camera + "\nleak_after_h = 24");

        for (var i = 0; i < 24 * 6; i++)
            Assert.False(bench.ReadsAfter(1 / 6.0, i).GetProperty("leak").GetBoolean());
        Assert.True(bench.ReadsAfter(1 / 6.0, 200).GetProperty("leak").GetBoolean());
        Assert.True(bench.ReadsAfter(1 / 6.0, 201).GetProperty("leak").GetBoolean());

        Assert.Single(
            bench.Logs.Lines,
            line => line.Contains("has not stood still for 24 hours", StringComparison.Ordinal)
        );
    }

    [Fact]
    public void After_a_restart_the_leak_is_still_known()
    {
        using var folder = new ScratchFolder();
        using (var before = new WatchBench(Camera + "\nleak_after_h = 24", folder: folder.Path))
        {
            for (var i = 0; i < 24 * 6 + 2; i++)
                before.ReadsAfter(1 / 6.0, i);
            before.Worker.Keep();
        }

        using var bench = new WatchBench(Camera + "\nleak_after_h = 24", folder: folder.Path);
        bench.Time.Advance(TimeSpan.FromHours(24.4)); // the clock of the one before
        bench.Worker.Restore();

        Assert.True(bench.ReadsAfter(0.1, 1000).GetProperty("leak").GetBoolean());
    }

    [Fact]
    public void A_camera_that_sends_the_same_picture_again_and_again_is_stale_until_another_comes()
    {
        using var bench = new WatchBench(Camera + "\nstale_after_s = 3000");
        bench.Reads("5");
        byte[] picture = [0xFF, 0xD8, 0xFF, 1];
        bench.Send("cam", picture);
        bench.Worker.RunDue();
        for (var i = 0; i < 4; i++)
        {
            bench.Send("cam", picture);
            bench.Pass(600);
            Assert.False(bench.State.GetProperty("stale").GetBoolean());
        }

        bench.Send("cam", picture);
        bench.Pass(600);
        Assert.True(bench.State.GetProperty("stale").GetBoolean());
        bench.Send("cam", [0xFF, 0xD8, 0xFF, 2]);
        bench.Pass(600);

        Assert.False(bench.State.GetProperty("stale").GetBoolean());
        Assert.Single(bench.Logs.Lines, line => line.Contains("lowers a flag", StringComparison.Ordinal));
    }

    [Fact]
    public void So_is_one_that_sends_nothing()
    {
        using var bench = new WatchBench(Camera + "\nstale_after_s = 3000");
        bench.ReadsAfter(0.1, 5);

        for (var i = 0; i < 6; i++)
            bench.Pass(600);

        Assert.True(bench.State.GetProperty("stale").GetBoolean());
        Assert.StartsWith(
            "no frame in the last",
            bench.State.GetProperty("error").GetString(),
            StringComparison.Ordinal
        );
    }

    [Fact]
    public void Home_assistant_has_a_binary_sensor_for_each_flag_that_is_wanted()
    {
        Dictionary<string, DiscoveryComponent> Of(string more) =>
            DiscoveryComponents.Of(WatchBench.Config(Camera + more), new TopicLayout("siskin", "bench"), "id");

        var components = Of("\nleak_after_h = 24\nstale_after_s = 3000");

        Assert.Equal("{{ 'ON' if value_json.leak else 'OFF' }}", components["leak_w"].ValueTemplate);
        Assert.Equal("binary_sensor", DiscoveryComponents.PlatformOf("stale_w"));
        Assert.Equal("binary_sensor", components["stale_w"].Platform);
        Assert.DoesNotContain("leak_w", Of("").Keys);
    }

    [Theory]
    [InlineData(
        "answer = \"text\"\nleak_after_h = 1",
        "[[watch]] leak_after_h: needs a number; give answer = \"number\"."
    )]
    [InlineData(
        "on_change = true\nleak_after_h = 1",
        "[[watch]] leak_after_h: needs readings at least every 1200 s: interval_s up to that, without on_change."
    )]
    [InlineData("stale_after_s = 600", "[[watch]] stale_after_s: is 600; give more than interval_s, 600.")]
    public void What_cannot_be_told_is_refused(string more, string said)
    {
        var result = ConfigReader.Parse(
            "test.toml",
            $"[agent]\ndevice = \"bench\"\n[bundle]\npath = \"unused\"\n{Camera}\n{more}"
        );

        Assert.Contains(said, result.Errors.Select(error => error.Message));
    }
}
