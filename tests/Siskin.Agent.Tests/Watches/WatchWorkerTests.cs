using System.Text.Json;
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
    public void A_reading_that_is_not_sure_enough_keeps_the_value()
    {
        using var bench = new WatchBench(Camera + "\nmin_confidence = 0.9");

        Assert.Equal(5, bench.ReadsAfter(0, 5).GetProperty("value").GetInt32());
        var state = bench.ReadsAfter(1, 7, confidence: 0.5);

        Assert.Equal(5, state.GetProperty("value").GetInt32());
        Assert.Equal("7", state.GetProperty("raw").GetString());
        Assert.Equal("confidence 0.5 is below 0.9", state.GetProperty("error").GetString());
        Assert.Equal(0.5, state.GetProperty("confidence").GetDouble());
    }

    [Fact]
    public void A_counter_does_not_fall()
    {
        using var bench = new WatchBench(Camera + "\nmonotonic = true");
        bench.ReadsAfter(0, 100);

        Assert.Equal(
            "value 99 is below the previous value 100",
            bench.ReadsAfter(1, 99).GetProperty("error").GetString()
        );
        Assert.Equal(101, bench.ReadsAfter(1, 101).GetProperty("value").GetInt32());
    }

    [Fact]
    public void A_counter_does_not_leap()
    {
        using var bench = new WatchBench(Camera + "\nmax_rate = 5");
        bench.ReadsAfter(0, 100);

        var state = bench.ReadsAfter(2, 120);
        Assert.Equal("rate 10 per hour exceeds 5 per hour", state.GetProperty("error").GetString());
        Assert.Equal(10, state.GetProperty("rate").GetDecimal());
        Assert.Equal(100, state.GetProperty("value").GetInt32());
        Assert.Equal(5, bench.ReadsAfter(2, 120).GetProperty("rate").GetDecimal());
    }

    [Fact]
    public void A_text_without_a_number_is_an_error()
    {
        using var bench = new WatchBench(Camera);
        bench.Reads("unreadable");
        bench.Send("cam", Jpeg);
        bench.Worker.RunDue();

        Assert.Equal("no number in the text", Error(bench));
        Assert.Equal("unreadable", bench.State.GetProperty("text").GetString());
        Assert.Equal(JsonValueKind.Null, bench.State.GetProperty("value").ValueKind);
    }

    [Fact]
    public void A_text_that_was_cut_off_is_no_reading()
    {
        using var bench = new WatchBench(Camera + "\nmax_tokens = 3");
        bench.Model.Script = (_, _, _) => ScriptedModel.Answering("123") with { FinishReason = FinishReason.Length };
        bench.Send("cam", Jpeg);
        bench.Worker.RunDue();

        Assert.Equal("the answer was cut off", Error(bench));
        Assert.Equal(3, bench.Model.Requests[0].MaxTokens);
    }

    [Fact]
    public void A_text_can_be_the_value_and_one_of_a_few()
    {
        using var bench = new WatchBench(
            Camera + "\nanswer = \"text\"\nchoices = [\"on\", \"off\"]\nmin_confidence = 0.6"
        );
        bench.Reads(" on ");
        bench.Send("cam", Jpeg);
        bench.Worker.RunDue();
        Assert.Equal("on", bench.State.GetProperty("value").GetString());
        Assert.Equal(["on", "off"], bench.Model.Requests[0].Choices);

        bench.Reads("off", confidence: 0.3);
        bench.Pass(60);

        Assert.Equal("on", bench.State.GetProperty("value").GetString());
        Assert.Equal("confidence 0.3 is below 0.6", Error(bench));
    }

    [Fact]
    public void A_previous_value_is_set_and_answered_with_the_state()
    {
        using var bench = new WatchBench(Camera + "\nmonotonic = true\ndecimals = 1");
        bench.ReadsAfter(0, 90_000);

        bench.Send("siskin/bench/watch/w/set", "100");
        bench.Worker.RunDue();
        Assert.Equal("100.0", bench.State.GetProperty("value").GetRawText());
        Assert.Equal(JsonValueKind.Null, bench.State.GetProperty("error").ValueKind);

        var state = bench.ReadsAfter(1, 101);
        Assert.Equal((101m, 1m), (state.GetProperty("value").GetDecimal(), state.GetProperty("rate").GetDecimal()));
    }

    [Fact]
    public void A_wrong_previous_value_is_answered_with_an_error()
    {
        using var bench = new WatchBench(Camera);
        bench.ReadsAfter(0, 5);
        bench.Send("siskin/bench/watch/w/set", "many");
        bench.Worker.RunDue();

        Assert.StartsWith("not set: a number from -1e15 to 1e15", Error(bench), StringComparison.Ordinal);
        Assert.Equal(5, bench.State.GetProperty("value").GetInt32());
    }

    [Fact]
    public void A_watch_goes_on_from_the_state_that_it_left_at_the_broker()
    {
        using var bench = new WatchBench(Camera + "\nmonotonic = true\nmax_rate = 5");
        bench.Send("siskin/bench/watch/w", """{"value":100,"time":"2026-03-01T10:00:00+00:00"}""", retained: true);

        var leap = bench.ReadsAfter(0, 120); // two hours later
        Assert.Equal("rate 10 per hour exceeds 5 per hour", leap.GetProperty("error").GetString());
        Assert.Equal(100, leap.GetProperty("value").GetInt32());
        var state = bench.ReadsAfter(2, 116);
        Assert.Equal((116m, 4m), (state.GetProperty("value").GetDecimal(), state.GetProperty("rate").GetDecimal()));
    }

    [Theory]
    [InlineData("nonsense")]
    [InlineData("[]")]
    [InlineData("null")]
    [InlineData("{\"value\":null,\"time\":\"2026-03-01T10:00:00Z\"}")]
    [InlineData("{\"value\":\"on\",\"time\":\"2026-03-01T10:00:00Z\"}")]
    [InlineData("{\"value\":1e300,\"time\":\"2026-03-01T10:00:00Z\"}")]
    [InlineData("{\"value\":5,\"time\":\"yesterday\"}")]
    public void A_state_that_is_none_is_not_taken(string state)
    {
        using var bench = new WatchBench(Camera + "\nmonotonic = true");
        bench.Send("siskin/bench/watch/w", state, retained: true);

        Assert.Equal(-1, bench.ReadsAfter(0, -1).GetProperty("value").GetInt32());
    }

    [Fact]
    public void Refused_readings_do_not_make_the_value_of_an_earlier_process_younger()
    {
        using var bench = new WatchBench(Camera + "\nmax_rate = 2.5");
        bench.Send(
            "siskin/bench/watch/w",
            """{"value":100,"error":"too dark","time":"2026-03-01T11:59:00Z","accepted":"2026-03-01T02:00:00Z"}""",
            retained: true
        );
        bench.Worker.RunDue();

        Assert.Equal(110, bench.ReadsAfter(0.01, 110).GetProperty("value").GetDecimal());
    }

    [Fact]
    public void A_state_comes_too_late_once_there_is_a_value()
    {
        using var bench = new WatchBench(Camera);
        bench.ReadsAfter(0, 5);
        bench.Send("siskin/bench/watch/w", """{"value":100,"time":"2026-03-01T10:00:00Z"}""", retained: true);
        bench.Worker.RunDue();
        bench.Refuses(400, "The image is damaged.");
        bench.Pass(60);

        Assert.Equal(5, bench.State.GetProperty("value").GetInt32());
    }

    [Fact]
    public void Retained_commands_and_those_to_nobody_are_ignored()
    {
        using var bench = new WatchBench(Camera);
        bench.Send("siskin/bench/watch/w/set", "100", retained: true);
        bench.Send("siskin/bench/watch/other/set", "100");
        bench.Worker.RunDue();

        Assert.Empty(bench.States);
        Assert.Equal(2, bench.Logs.Lines.Count(line => line.StartsWith("Warning 307", StringComparison.Ordinal)));
    }

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
