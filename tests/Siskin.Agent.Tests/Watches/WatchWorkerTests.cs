using Siskin.Agent.Tests.Harness;
using Siskin.Runtime.Inference;
using Siskin.Runtime.Inference.Instruments;
using Siskin.Runtime.Vision;

namespace Siskin.Agent.Tests.Watches;

public sealed class WatchWorkerTests
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
    public void The_first_frame_is_read_at_once_and_published_with_everything()
    {
        using var bench = new WatchBench(Camera + "\nunit = \"m³\"\ndecimals = 2");
        bench.Reads("0123.4", confidence: 0.98766);

        Assert.Equal(TimeSpan.FromSeconds(60), bench.Worker.RunDue());
        bench.Send("cam", Jpeg);
        bench.Worker.RunDue();

        Assert.Equal("siskin/bench/watch/w", bench.Published[0].Topic);
        Assert.True(bench.Published[0].Retain);
        Assert.Equal(
            """
            {"value":123.40,"raw":"0123.4","text":"0123.4","confidence":0.9877,"error":null,"rate":null,
            "time":"2026-03-01T12:00:00+00:00","unit":"m\u00B3","accepted":"2026-03-01T12:00:00+00:00","age_s":0}
            """.ReplaceLineEndings(""),
            bench.State.GetRawText()
        );
        Assert.Equal("Read the counter.", bench.Model.Requests[0].Prompt);
        Assert.Equal(Jpeg, bench.Model.Requests[0].Image.ToArray());
        Assert.Null(bench.Model.Requests[0].Sensors);
    }

    [Fact]
    public void Readings_follow_at_the_interval_with_the_latest_frame()
    {
        using var bench = new WatchBench(Camera);
        bench.Reads("1");
        bench.Send("cam", Jpeg);
        bench.Worker.RunDue();
        bench.Send("cam", [2]);
        bench.Send("cam", [3]);
        Assert.Equal(TimeSpan.FromSeconds(1), bench.Pass(59));
        Assert.Equal(1, bench.Model.Asked);

        Assert.Equal(TimeSpan.FromSeconds(60), bench.Pass(1));

        Assert.Equal([3], bench.Model.Requests[1].Image.ToArray());
        Assert.Equal(2, bench.Counts.Now.Readings);
    }

    [Fact]
    public void What_was_missed_is_not_made_up_for()
    {
        using var bench = new WatchBench(Camera);
        bench.Reads("1");
        bench.Send("cam", Jpeg);
        bench.Worker.RunDue();

        bench.Pass(1_000);
        bench.Worker.RunDue();

        Assert.Equal(2, bench.States.Count);
    }

    [Fact]
    public void Frame_and_sensor_values_are_joined_within_the_window()
    {
        using var bench = new WatchBench(Fused);
        bench.Reads("1");
        bench.Send("boiler/limit", "3.5");
        bench.Send("boiler/state", """{ "flame": "on" }""");
        bench.Worker.RunDue();
        Assert.Empty(bench.States);

        bench.Send("cam", Jpeg);
        bench.Worker.RunDue();

        var request = Assert.Single(bench.Model.Requests);
        Assert.Equal("Is the gauge above 3.5?", request.Prompt);
        Assert.Equal("boiler/limit 3.5\nboiler/state {\"flame\":\"on\"}", request.Sensors);

        bench.Time.Advance(TimeSpan.FromSeconds(25));
        bench.Send("boiler/limit", "4");
        bench.Send("cam", Jpeg);
        bench.Pass(10);

        Assert.Equal("boiler/limit 4", bench.Model.Requests[^1].Sensors); // the state is 35 s old
    }

    [Fact]
    public void A_watch_lets_the_model_find_the_instrument_and_remembers_where_it_was()
    {
        using var bench = new WatchBench(Camera + "\ncrop = \"auto\"");
        bench.Model.Script = (_, _, _) =>
            ResponderResult.From(ScriptedModel.Answering("7") with { Region = new FrameRegion(0.25, 0, 0.5, 1) });
        bench.Send("cam", Jpeg);
        bench.Worker.RunDue();
        bench.Send("cam", [.. Jpeg, 2]);
        bench.Pass(60);

        Assert.All(bench.Model.Requests, request => Assert.True(request.Locate));
        Assert.Equal(Jpeg, bench.Model.Requests[0].Image.ToArray());
        Assert.NotNull(bench.Model.Requests[0].Memory);
        Assert.Same(bench.Model.Requests[0].Memory, bench.Model.Requests[1].Memory);
        Assert.Equal("[0.25,0.0,0.5,1.0]", bench.State.GetProperty("region").GetRawText());
    }

    [Theory]
    [InlineData("digits = 5", 5, null)]
    [InlineData("digits = 5\ndecimals = 1", 5, 1)]
    [InlineData("digits = 5\ndecimals = 3\nscale = 0.001", 5, 0)]
    [InlineData("digits = 5\ndecimals = 3\nscale = 0.25", 5, null)]
    [InlineData("decimals = 1", null, null)] // what the value is rounded to says nothing about what is shown
    public void What_a_watch_says_about_its_counter_is_told_to_the_model(string keys, int? digits, int? decimals)
    {
        using var bench = new WatchBench(Camera + "\n" + keys);
        bench.Reads("1");
        bench.Send("cam", Jpeg);
        bench.Worker.RunDue();

        var known = bench.Model.Requests[0].Known;

        Assert.Equal((digits, decimals), (known?.Digits, known?.Decimals));
    }

    [Theory]
    [InlineData("range = [0, 10]\nunit = \"bar\"", "bar")]
    [InlineData("range = [0, 10]\nunit = \"bar\"\nscale = 10", null)] // the unit is that of the value
    public void A_watch_may_know_the_scale_of_its_gauge_and_ask_for_three_views(string keys, string? unit)
    {
        using var bench = new WatchBench(Camera + "\nviews = 3\n" + keys);
        bench.Reads("1");
        bench.Send("cam", Jpeg);
        bench.Worker.RunDue();

        var request = bench.Model.Requests[0];

        Assert.Equal(3, request.Views);
        Assert.Equal(new ScaleRange(0, 10, unit), request.Known!.Range);
    }

    [Fact]
    public void A_stale_frame_or_value_is_an_error_and_the_model_is_not_asked()
    {
        using var bench = new WatchBench(Fused);
        bench.Reads("1");
        bench.Send("boiler/limit", "3.5");
        bench.Send("cam", Jpeg);
        bench.Worker.RunDue();

        bench.Send("cam", Jpeg);
        bench.Pass(31);
        Assert.Equal("no frame in the last 30 s", Error(bench));
        bench.Send("cam", Jpeg);
        bench.Pass(20);
        Assert.Equal("no value of boiler/# in the last 30 s", Error(bench));

        Assert.Equal(1, bench.Model.Asked);
        Assert.Equal(1, bench.State.GetProperty("value").GetInt32()); // as it was
        Assert.Equal(2, bench.Counts.Now.Refused);
    }

    [Fact]
    public void A_place_without_a_value_is_an_error()
    {
        using var bench = new WatchBench(Fused);
        bench.Send("boiler/state", "on");
        bench.Send("cam", Jpeg);
        bench.Worker.RunDue();

        Assert.Equal("no value of boiler/limit", Error(bench));
    }

    [Fact]
    public void Something_that_never_comes_is_said_after_an_interval()
    {
        using var bench = new WatchBench(Camera);

        bench.Pass(60);

        Assert.Equal("no frame in the last 120 s", Error(bench));
    }

    [Fact]
    public void Fields_and_the_previous_value_go_into_the_question()
    {
        using var bench = new WatchBench(
            """
            [[watch]]
            name = "w"
            prompt = "After {previous}: {plant/boiler:temp.now}, {plant/pump:flow}?"
            sensor_topics = ["plant/+"]
            """
        );
        bench.Send("siskin/bench/watch/w/set", "12");
        bench.Send("plant/boiler", """{"temp":{"now":71.5}}""");
        bench.Send("plant/pump", "pump,site=a flow=3i 1760000000");
        bench.Worker.RunDue();

        Assert.Equal("After 12: 71.5, 3?", bench.Model.Requests[0].Prompt);
    }

    [Fact]
    public void On_change_only_what_is_new_is_read_and_not_too_often()
    {
        using var bench = new WatchBench(Camera + "\non_change = true\ninterval_s = 5");
        bench.Reads("1");
        bench.Send("cam", [1]);
        Assert.Equal(Timeout.InfiniteTimeSpan, bench.Worker.RunDue());
        bench.Send("cam", [1]);
        Assert.Equal(Timeout.InfiniteTimeSpan, bench.Pass(60));
        Assert.Equal(1, bench.Model.Asked);

        bench.Send("cam", [2]);
        bench.Worker.RunDue();
        bench.Send("cam", [3]);
        bench.Send("cam", [4]);
        Assert.Equal(TimeSpan.FromSeconds(5), bench.Worker.RunDue());
        bench.Pass(5);

        Assert.Equal([1, 2, 4], bench.Model.Requests.Select(request => (int)request.Image.Span[0]));
    }

    [Fact]
    public void On_change_nothing_is_read_before_there_is_something_of_everything()
    {
        using var bench = new WatchBench(Fused + "\non_change = true");
        bench.Reads("1");
        bench.Send("cam", Jpeg);

        Assert.Equal(Timeout.InfiniteTimeSpan, bench.Pass(60));
        Assert.Empty(bench.States);

        bench.Send("boiler/limit", "3.5");
        bench.Send("cam", Jpeg);
        bench.Worker.RunDue();
        Assert.Single(bench.Model.Requests);
    }

    [Fact]
    public void Of_more_topics_than_there_is_room_for_the_oldest_is_forgotten()
    {
        using var bench = new WatchBench(Fused);
        bench.Reads("1");
        for (var i = 0; i <= 64; i++)
        {
            bench.Send(i == 0 ? "boiler/old" : $"boiler/{i}", "1");
            bench.Time.Advance(TimeSpan.FromMilliseconds(1));
        }
        bench.Send("boiler/limit", "3.5");
        bench.Send("cam", Jpeg);
        bench.Worker.RunDue();

        var sensors = Assert.Single(bench.Model.Requests).Sensors!;
        Assert.DoesNotContain("boiler/old", sensors, StringComparison.Ordinal);
        Assert.Contains("boiler/limit 3.5", sensors, StringComparison.Ordinal);
        Assert.Equal(64, sensors.Split('\n').Length);
    }

    [Fact]
    public void Retained_frames_and_values_are_of_unknown_age_and_not_used()
    {
        using var bench = new WatchBench(Camera);
        bench.Send("cam", Jpeg, retained: true);
        bench.Worker.RunDue();

        Assert.Empty(bench.States);
    }

    [Fact]
    public void A_busy_agent_leaves_readings_out_and_counts_them()
    {
        using var bench = new WatchBench(Camera);
        bench.Reads("1");
        bench.Busy = true;
        bench.Send("cam", Jpeg);
        bench.Worker.RunDue();
        bench.Pass(60);
        Assert.Equal((0, 2L), (bench.Model.Asked, bench.Counts.Now.Skipped));
        Assert.Empty(bench.States);

        bench.Busy = false;
        bench.Pass(60);

        Assert.Single(bench.States);
        Assert.Equal(2, bench.Counts.Now.Skipped);
    }

    [Fact]
    public void A_change_that_found_the_agent_busy_is_read_later()
    {
        using var bench = new WatchBench(Camera + "\non_change = true\ninterval_s = 5");
        bench.Busy = true;
        bench.Send("cam", Jpeg);
        Assert.Equal(TimeSpan.FromSeconds(5), bench.Worker.RunDue());

        bench.Busy = false;
        bench.Pass(5);

        Assert.Single(bench.States);
    }

    [Fact]
    public void Local_sensors_are_read_with_the_watch()
    {
        using var tree = new ScratchTree().With(
            "sys/class/thermal/thermal_zone0",
            "type",
            "cpu-thermal",
            "temp",
            "48312"
        );
        using var bench = new WatchBench(
            """
            [[watch]]
            name = "heat"
            prompt = "Is {thermal/cpu-thermal} too hot?"
            answer = "text"
            sensors = ["thermal/+"]
            """,
            tree.Root
        );
        bench.Worker.RunDue();

        Assert.Equal("Is 48.312 too hot?", bench.Model.Requests[0].Prompt);
        Assert.Equal("thermal/cpu-thermal 48.312 °C", bench.Model.Requests[0].Sensors);
    }

    [Fact]
    public void A_local_sensor_that_is_gone_is_an_error()
    {
        using var bench = new WatchBench(
            """
            [[watch]]
            name = "heat"
            prompt = "Hot?"
            sensors = ["iio/bme280/temp"]
            """
        );
        bench.Worker.RunDue();

        Assert.Equal("no local sensor iio/bme280/temp", Error(bench));
    }

    [Fact]
    public void Every_watch_is_read_at_its_own_times()
    {
        using var bench = new WatchBench(
            Camera + "\n" + Camera.Replace("\"w\"", "\"v\"", StringComparison.Ordinal) + "\ninterval_s = 25"
        );
        bench.Send("cam", Jpeg);

        Assert.Equal(TimeSpan.FromSeconds(25), bench.Worker.RunDue());
        Assert.Equal(TimeSpan.FromSeconds(25), bench.Pass(25));
        Assert.Equal(TimeSpan.FromSeconds(10), bench.Pass(25));

        Assert.Equal(["w", "v", "v", "v"], bench.Published.Select(message => message.Topic.Split('/')[^1]));
    }

    private static string? Error(WatchBench bench) => bench.State.GetProperty("error").GetString();
}
