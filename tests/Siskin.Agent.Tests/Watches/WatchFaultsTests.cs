using System.Text.Json;
using Siskin.Agent.Tests.Harness;

namespace Siskin.Agent.Tests.Watches;

public sealed class WatchFaultsTests
{
    private const string Camera = """
        [[watch]]
        name = "w"
        prompt = "Read the counter."
        frame_topic = "cam"
        """;

    private const string Fused = """
        [[watch]]
        name = "w"
        prompt = "Is the gauge above {boiler/limit}?"
        frame_topic = "cam"
        sensor_topics = ["boiler/#"]
        join_window_s = 30
        interval_s = 10
        """;

    private static readonly byte[] Jpeg = [0xFF, 0xD8, 0xFF, 1];

    [Fact]
    public void Bad_frames_are_counted_and_logged_once_and_the_watch_goes_on()
    {
        using var bench = new WatchBench(Camera);
        bench.Refuses(400, "The image is damaged: decoding failed.");
        bench.Send("cam", Jpeg);
        bench.Worker.RunDue();
        bench.Pass(60);
        bench.Pass(60);
        Assert.Equal("The image is damaged: decoding failed.", Error(bench));
        Assert.Equal(3, bench.Counts.Now.BadFrames);
        Assert.Single(bench.Logs.Lines, line => line.StartsWith("Warning 300", StringComparison.Ordinal));

        Assert.Equal(7, bench.ReadsAfter(1, 7).GetProperty("value").GetInt32());
        Assert.Contains(bench.Logs.Lines, line => line.StartsWith("Information 303", StringComparison.Ordinal));
    }

    [Fact]
    public void A_frame_that_cannot_be_cut_is_a_bad_frame()
    {
        using var bench = new WatchBench(Camera + "\nrotate = 90");
        bench.Send("cam", TestFrames.Png(8, 6).AsSpan(0, 60).ToArray());
        bench.Worker.RunDue();

        Assert.Equal((1L, 0), (bench.Counts.Now.BadFrames, bench.Model.Asked));
        Assert.NotNull(Error(bench));
    }

    [Fact]
    public void The_model_sees_the_turned_and_cut_frame()
    {
        using var bench = new WatchBench(Camera + "\nrotate = 90\ncrop = [0, 1, 2, 3]");
        bench.Model.Script = (request, _, _) =>
        {
            Assert.Equal((2, 3), (request.Frame!.Width, request.Frame.Height));
            Assert.Equal(TestFrames.ColorAt(1, 5), request.Frame.GetPixel(0, 0));
            return ScriptedModel.Answering("1");
        };
        bench.Send("cam", TestFrames.Png(8, 6));
        bench.Worker.RunDue();

        Assert.Null(Error(bench));
    }

    [Fact]
    public void An_oversized_frame_is_an_error_and_the_one_before_is_not_read_in_its_place()
    {
        using var bench = new WatchBench(Camera + "\n[limits]\npayload_bytes = 2000");
        bench.ReadsAfter(0, 5);
        bench.Send("cam", new byte[2_001]);
        bench.Pass(60);

        Assert.Equal("the latest frame cannot be read: it has 2001 bytes; at most 2000 are read.", Error(bench));
        Assert.Equal((1, 1L), (bench.Model.Asked, bench.Counts.Now.BadFrames));
        Assert.Equal(
            (5, 60d),
            (bench.State.GetProperty("value").GetInt32(), bench.State.GetProperty("age_s").GetDouble())
        );
        Assert.Equal(6, bench.ReadsAfter(1, 6).GetProperty("value").GetInt32());
    }

    [Theory]
    [InlineData("{ nonsense", "it is not valid JSON.")]
    [InlineData("\0", "it has 0 characters; 1 to 8000 are read.")]
    [InlineData("3\05", "it has a NUL or a byte order mark (U+FEFF) inside.")]
    public void A_message_that_cannot_be_read_makes_the_state_an_error_with_its_age(string payload, string reason)
    {
        using var bench = new WatchBench(Fused);
        bench.Reads("1");
        bench.Send("boiler/limit", "3.5");
        bench.Send("cam", Jpeg);
        bench.Worker.RunDue();
        bench.Send("boiler/limit", payload);
        bench.Send("boiler/limit", payload);
        bench.Pass(10);

        Assert.Equal($"the latest message on boiler/limit cannot be read: {reason}", Error(bench));
        Assert.Equal(
            (1, 10d),
            (bench.State.GetProperty("value").GetInt32(), bench.State.GetProperty("age_s").GetDouble())
        );
        Assert.Equal((1, 2L), (bench.Model.Asked, bench.Counts.Now.BadValues));
        Assert.Single(bench.Logs.Lines, line => line.StartsWith("Warning 301", StringComparison.Ordinal));

        bench.Send("boiler/limit", "4");
        bench.Pass(10);
        Assert.Null(Error(bench));
    }

    [Fact]
    public void On_change_an_unreadable_message_is_said_at_once()
    {
        using var bench = new WatchBench(
            """
            [[watch]]
            name = "w"
            prompt = "{plant/pump}"
            sensor_topics = ["plant/pump"]
            on_change = true
            interval_s = 5
            """
        );
        bench.Send("plant/pump", "83.5");
        bench.Worker.RunDue();
        Assert.Equal(83.5m, bench.State.GetProperty("value").GetDecimal());
        bench.Send("plant/pump", "{");
        bench.Pass(5);
        bench.Send("plant/pump", "{");
        bench.Pass(5);

        Assert.Equal("the latest message on plant/pump cannot be read: it is not valid JSON.", Error(bench));
        Assert.Equal(2, bench.States.Count); // said once
    }

    [Fact]
    public void A_field_that_is_no_number_is_an_error_and_the_healthy_ones_of_its_message_count()
    {
        const string Message = """{"temp": NaN, "pressure": 1.8, "note": "NaN is no name"}""";
        using var hot = new WatchBench(Field("plant/boiler:temp"));
        using var pressed = new WatchBench(Field("plant/boiler:pressure"));
        foreach (var bench in new[] { hot, pressed })
        {
            bench.Send("plant/boiler", Message);
            bench.Worker.RunDue();
        }

        Assert.Equal("no value of plant/boiler:temp: it says null", Error(hot));
        Assert.Equal(1.8m, pressed.State.GetProperty("value").GetDecimal());
        Assert.Equal(
            """plant/boiler {"temp":null,"pressure":1.8,"note":"NaN is no name"}""",
            pressed.Model.Requests[0].Sensors
        );
    }

    [Theory]
    [InlineData("nan", "no value of plant/boiler: it says nan")]
    [InlineData("-Inf", "no value of plant/boiler: it says -Inf")]
    public void A_value_that_is_no_number_is_an_error(string payload, string error)
    {
        using var bench = new WatchBench(Field("plant/boiler"));
        bench.Send("plant/boiler", payload);
        bench.Worker.RunDue();

        Assert.Equal((error, 0), (Error(bench), bench.Model.Asked));
    }

    [Fact]
    public void A_silent_camera_is_a_warning_once_and_another_when_it_is_back()
    {
        using var bench = new WatchBench(Camera);
        bench.ReadsAfter(0, 5);
        for (var i = 0; i < 5; i++)
            bench.Pass(60);
        Assert.Equal("no frame in the last 120 s", Error(bench));
        bench.ReadsAfter(0.1, 6);
        bench.ReadsAfter(0.1, 7);

        Assert.Equal(
            [
                "Warning 313 Watch w has nothing to read: no frame in the last 120 s ",
                "Warning 314 Watch w has something to read again. ",
            ],
            bench.Logs.Lines.Where(line => line.StartsWith("Warning", StringComparison.Ordinal))
        );
    }

    [Fact]
    public void Readings_in_a_row_against_the_value_replace_it_and_the_log_says_so()
    {
        using var bench = new WatchBench(Camera + "\nmonotonic = true\nresync_after = 3");
        bench.ReadsAfter(0, 99_999); // misread
        Assert.NotNull(bench.ReadsAfter(0.1, 41_235).GetProperty("error").GetString());
        Assert.NotNull(bench.ReadsAfter(0.1, 41_236).GetProperty("error").GetString());

        var state = bench.ReadsAfter(0.1, 41_236);

        Assert.Equal(
            (41_236, JsonValueKind.Null),
            (state.GetProperty("value").GetInt32(), state.GetProperty("error").ValueKind)
        );
        Assert.Single(bench.Logs.Lines, line => line.StartsWith("Warning 309", StringComparison.Ordinal));
    }

    [Fact]
    public void An_interval_that_is_longer_than_the_least_window_widens_it()
    {
        using var bench = new WatchBench(Camera + "\ninterval_s = 600");
        bench.Reads("1");
        bench.Send("cam", Jpeg);
        bench.Worker.RunDue();
        for (var i = 0; i < 3; i++)
        {
            bench.Pass(1);
            bench.Send("cam", Jpeg); // a camera that sends as rarely, and always just after the reading
            bench.Pass(599);
        }

        Assert.Equal((4L, 0L), (bench.Counts.Now.Readings, bench.Counts.Now.Refused));
    }

    private static string Field(string name) =>
        $$"""
            [[watch]]
            name = "w"
            prompt = "{{{name}}}"
            sensor_topics = ["plant/#"]
            """;

    [Fact]
    public void A_failing_model_is_an_error_and_the_watch_goes_on()
    {
        using var bench = new WatchBench(Camera);
        bench.Model.Script = (_, _, _) => throw new InvalidOperationException("native trouble");
        bench.Send("cam", Jpeg);
        bench.Worker.RunDue();
        Assert.Equal("inference failed; the agent's log has the reason", Error(bench));

        Assert.Equal(7, bench.ReadsAfter(1, 7).GetProperty("value").GetInt32());
    }

    private static string? Error(WatchBench bench) => bench.State.GetProperty("error").GetString();
}
