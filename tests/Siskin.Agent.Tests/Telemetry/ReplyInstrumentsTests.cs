using Microsoft.Extensions.Time.Testing;
using Siskin.Agent.Telemetry;
using Siskin.Agent.Tests.Harness;
using Siskin.Agent.Wire;
using Siskin.Runtime.Inference;

namespace Siskin.Agent.Tests.Telemetry;

public sealed class ReplyInstrumentsTests : IDisposable
{
    private const string Operation = "gen_ai.operation.name=generate_content gen_ai.provider.name=siskin";
    private const string Tags = $"{Operation} gen_ai.response.model=mini 1.0 siskin.provider=cpu";

    private readonly AgentMetrics _metrics = new(TimeSpan.FromMinutes(5), new FakeTimeProvider());
    private readonly MeterRecorder _recorder;

    public ReplyInstrumentsTests() => _recorder = new MeterRecorder(_metrics.Meter);

    public void Dispose()
    {
        _recorder.Dispose();
        _metrics.Dispose();
    }

    [Fact]
    public void A_reply_is_recorded_under_the_names_of_the_field_in_seconds()
    {
        _metrics.Answered(Reply(new StageTimings(2, 3, 4, 5, 0.5, 17) { Queue = 1 }, new TokenCounts(36, 4, 5)));

        Assert.Equal([(0.017, Tags)], _recorder.Of("gen_ai.server.request.duration"));
        Assert.Equal([(0.015, Tags)], _recorder.Of("gen_ai.server.time_to_first_token"));
        Assert.Equal([(0.0005, Tags)], _recorder.Of("gen_ai.server.time_per_output_token"));
        Assert.Equal([(0.9, Tags)], _recorder.Of("siskin.reply.confidence"));
        Assert.Equal(
            [(40, $"{Tags} gen_ai.token.type=input"), (5, $"{Tags} gen_ai.token.type=output")],
            _recorder.Of("gen_ai.client.token.usage")
        );
    }

    /// <summary>Dashboards and recorded histories hold these bounds: another one breaks their series.</summary>
    [Fact]
    public void Bounds_are_close_where_replies_are_and_closer_where_their_parts_are()
    {
        const string Requests = "0.001 0.002 0.003 0.005 0.0075 0.01 0.015 0.02 0.03 0.05 0.1 0.2 0.5 1 2 5 10 30 60";
        const string Stages = "0.0001 0.0002 0.0005 0.001 0.002 0.003 0.005 0.01 0.02 0.05 0.1 0.2 0.5 1 2 5 10 30 60";
        var bounds = _recorder.Bounds();

        Assert.Equal(Requests, bounds["gen_ai.server.request.duration s"]);
        Assert.Equal(Requests, bounds["gen_ai.server.time_to_first_token s"]);
        Assert.Equal(Stages, bounds["gen_ai.server.time_per_output_token s"]);
        Assert.Equal(Stages, bounds["siskin.stage.duration s"]);
        Assert.Equal("0.1 0.2 0.3 0.4 0.5 0.6 0.7 0.8 0.85 0.9 0.95 0.98 0.99 1", bounds["siskin.reply.confidence 1"]);
    }

    [Fact]
    public void Stages_that_ran_are_recorded_and_waiting_always()
    {
        _metrics.Answered(Reply(new StageTimings(0, 0, 4, 5, 0, 9) { Queue = 0 }, new TokenCounts(0, 4, 1)));

        Assert.Equal(
            [
                (0, "stage=queue siskin.provider=cpu"),
                (0.004, "stage=encoder siskin.provider=cpu"),
                (0.005, "stage=first_token siskin.provider=cpu"),
            ],
            _recorder.Of("siskin.stage.duration")
        );
        Assert.Empty(_recorder.Of("gen_ai.server.time_per_output_token")); // there was no further token
    }

    [Fact]
    public void A_computed_answer_has_no_tokens()
    {
        _metrics.Answered(Reply(new StageTimings(0, 0, 0, 5, 0, 6) { Queue = 1 }, default));

        Assert.Single(_recorder.Of("gen_ai.server.request.duration"));
        Assert.Empty(_recorder.Of("gen_ai.client.token.usage"));
        Assert.Empty(_recorder.Of("gen_ai.server.time_to_first_token"));
    }

    [Fact]
    public void An_error_has_its_code_and_only_one_that_was_taken_in_has_a_duration()
    {
        _metrics.Rejected(429);
        _metrics.Rejected(408, TimeSpan.FromSeconds(2));

        Assert.Equal([(2, $"{Operation} error.type=408")], _recorder.Of("gen_ai.server.request.duration"));
    }

    [Fact]
    public void The_telemetry_message_tells_of_the_same_requests()
    {
        _metrics.Answered(Reply(new StageTimings(2, 3, 4, 5, 0.5, 17) { Queue = 1 }, new TokenCounts(36, 4, 5)));
        _metrics.Rejected(408, TimeSpan.FromSeconds(2));

        Assert.Equal((1, 1), (_metrics.Requests.Answered, _metrics.Requests.Rejected));
        Assert.Equal(17, _metrics.Timings.Stages["total"].P50);
        Assert.Equal(new Dictionary<string, long> { ["cpu"] = 1 }, _metrics.Providers);
        Assert.Equal(new Dictionary<string, long> { ["408"] = 1 }, _metrics.Errors);
    }

    [Fact]
    public void Recording_allocates_nothing_while_nobody_listens()
    {
        using var quiet = new AgentMetrics(TimeSpan.FromMinutes(5), new FakeTimeProvider());
        var instruments = new ReplyInstruments(quiet.Meter);
        var reply = Reply(new StageTimings(2, 3, 4, 5, 0.5, 17) { Queue = 1 }, new TokenCounts(36, 4, 5));
        instruments.Answered(reply);
        var before = GC.GetAllocatedBytesForCurrentThread();

        for (var i = 0; i < 1_000; i++)
            instruments.Answered(reply);

        // The enumerator of the list of stages, once for each reply; nothing else.
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 64_000);
    }

    private static ReplyMessage Reply(StageTimings timings, TokenCounts tokens) =>
        new("r", "4641.5", "stop", 0.9, tokens, timings, "mini 1.0", "cpu-int8", "cpu");
}
