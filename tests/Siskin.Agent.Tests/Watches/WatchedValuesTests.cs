using System.Text.Json;
using Siskin.Agent.Tests.Harness;
using Siskin.Runtime.Inference;

namespace Siskin.Agent.Tests.Watches;

public sealed class WatchedValuesTests
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

    private static string? Error(WatchBench bench) => bench.State.GetProperty("error").GetString();
}
