using System.Text.Json;
using Siskin.Agent.Tests.Harness;
using Siskin.Runtime;
using Siskin.Runtime.Inference;

namespace Siskin.Agent.Tests.Watches;

/// <summary>A camera that sends the same frame again is not read again, and the state says so.</summary>
public sealed class UnchangedFrameTests
{
    private const string Camera = """
        [[watch]]
        name = "w"
        prompt = "Read the counter."
        frame_topic = "cam"
        """;

    private static readonly byte[] Jpeg = [0xFF, 0xD8, 0xFF, 1];

    [Fact]
    public void What_another_model_answered_does_not_count()
    {
        using var bench = new WatchBench(Camera);
        bench.Reads("7");
        bench.Send("cam", Jpeg);
        bench.Worker.RunDue();
        bench.Model.Description = bench.Model.Description with { Provider = "qnn" };
        bench.Pass(60);

        Assert.Equal(2, bench.Model.Asked);
    }

    [Fact]
    public void The_same_frame_has_the_same_answer_without_the_model()
    {
        using var bench = new WatchBench(Camera);
        bench.Reads("7");
        bench.Send("cam", Jpeg);
        bench.Worker.RunDue();
        Assert.False(bench.State.TryGetProperty("unchanged", out _));

        bench.Send("cam", [.. Jpeg]);
        bench.Pass(60);

        Assert.Equal(1, bench.Model.Asked);
        Assert.True(bench.State.GetProperty("unchanged").GetBoolean());
        Assert.Equal(7, bench.State.GetProperty("value").GetInt32());
        Assert.Equal(JsonValueKind.Null, bench.State.GetProperty("error").ValueKind);
        Assert.Equal("2026-03-01T12:01:00+00:00", bench.State.GetProperty("time").GetString());
        Assert.Equal((2, 1), (bench.Counts.Now.Readings, bench.Counts.UnchangedReadings));
    }

    [Fact]
    public void Another_frame_is_read()
    {
        using var bench = new WatchBench(Camera);
        bench.Reads("7");
        bench.Send("cam", Jpeg);
        bench.Worker.RunDue();
        bench.Send("cam", [.. Jpeg, 2]);
        bench.Pass(60);
        bench.Send("cam", Jpeg); // not the one before
        bench.Pass(60);

        Assert.Equal(3, bench.Model.Asked);
        Assert.False(bench.State.TryGetProperty("unchanged", out _));
    }

    [Fact]
    public void The_same_frame_beside_another_value_is_read()
    {
        using var bench = new WatchBench(
            """
            [[watch]]
            name = "w"
            prompt = "Is the gauge above {limit}?"
            frame_topic = "cam"
            sensor_topics = ["limit"]
            """
        );
        bench.Reads("7");
        bench.Send("cam", Jpeg);
        bench.Send("limit", "5");
        bench.Worker.RunDue();
        bench.Send("limit", "6");
        bench.Pass(60);

        Assert.Equal(2, bench.Model.Asked);
    }

    [Fact]
    public void An_answer_that_ran_out_of_time_or_a_refusal_is_tried_again()
    {
        using var bench = new WatchBench(Camera);
        bench.Model.Script = (_, _, _) =>
            bench.Model.Asked switch
            {
                1 => ResponderResult.From(new Rejection(503, "Not now.")),
                2 => ResponderResult.From(ScriptedModel.Answering("7") with { FinishReason = FinishReason.Deadline }),
                _ => ResponderResult.From(ScriptedModel.Answering("7")),
            };
        bench.Send("cam", Jpeg);
        bench.Worker.RunDue();
        bench.Pass(60);
        bench.Pass(60);

        Assert.Equal(3, bench.Model.Asked);
        Assert.Equal(7, bench.State.GetProperty("value").GetInt32());
    }
}
