using Microsoft.Extensions.Time.Testing;
using Siskin.Agent.Telemetry;
using Siskin.Agent.Tests.Harness;

namespace Siskin.Agent.Tests.Telemetry;

public sealed class StateInstrumentsTests : IDisposable
{
    private readonly AgentMetrics _metrics = new(TimeSpan.FromMinutes(5), new FakeTimeProvider());
    private readonly ScriptedState _state = new();
    private readonly MeterRecorder _recorder;

    public StateInstrumentsTests()
    {
        new StateInstruments(_metrics, _state.State).Create();
        _recorder = new MeterRecorder(_metrics.Meter);
    }

    public void Dispose()
    {
        _recorder.Dispose();
        _metrics.Dispose();
    }

    [Fact]
    public void Requests_are_counted_by_what_became_of_them()
    {
        for (var i = 0; i < 3; i++)
            _metrics.Received();
        _metrics.Rejected(429);
        _metrics.Rejected(429);
        _metrics.Rejected(400);
        _metrics.Duplicate();

        Assert.Equal([(3, "")], _recorder.Observe("siskin.requests.received"));
        Assert.Equal([(1, "error.type=400"), (2, "error.type=429")], _recorder.Observe("siskin.requests.refused"));
        Assert.Equal([(1, "")], _recorder.Observe("siskin.requests.duplicates"));
    }

    [Fact]
    public void Queue_caches_connection_and_ledger_say_what_telemetry_says()
    {
        Assert.Equal([(1, "")], _recorder.Observe("siskin.queue.requests"));
        Assert.Equal([(7, "")], _recorder.Observe("siskin.queue.peak"));
        Assert.Equal([(500, "")], _recorder.Observe("siskin.queue.size"));
        Assert.Equal(
            [
                (1, "cache=frames"),
                (2, "cache=inputs"),
                (3, "cache=shared"),
                (4, "cache=unchanged"),
                (6, "cache=tokens"),
            ],
            _recorder.Observe("siskin.cache.hits")
        );
        Assert.Equal([(9, "")], _recorder.Observe("siskin.cache.proposed"));
        Assert.Equal([(2, "")], _recorder.Observe("siskin.mqtt.connects"));
        Assert.Equal([(3, "")], _recorder.Observe("siskin.mqtt.outbox"));
        Assert.Equal([(4, "")], _recorder.Observe("siskin.mqtt.dropped"));
        Assert.Equal([(1, "")], _recorder.Observe("siskin.ledger.undelivered"));
        Assert.Equal([(0, "")], _recorder.Observe("siskin.ledger.failing"));
        _state.Ledger = _state.Ledger with { Problem = "The disk is full." };
        Assert.Equal([(1, "")], _recorder.Observe("siskin.ledger.failing"));
    }

    [Fact]
    public void What_answered_before_a_fallback_is_no_longer_active()
    {
        _state.Provider = _state.Provider with { Name = "qnn", Variant = "qnn-a16w8" };
        Assert.Equal([(1, "provider=qnn variant=qnn-a16w8")], _recorder.Observe("siskin.provider.active"));
        Assert.Equal([(0, "")], _recorder.Observe("siskin.provider.fallback"));

        _state.Provider = _state.Provider with { Name = "cpu", Variant = "cpu-int8", FallbackReason = "It hung." };

        Assert.Equal(
            [(1, "provider=cpu variant=cpu-int8"), (0, "provider=qnn variant=qnn-a16w8")],
            _recorder.Observe("siskin.provider.active")
        );
        Assert.Equal([(1, "")], _recorder.Observe("siskin.provider.fallback"));
    }

    [Fact]
    public void What_helps_the_model_and_cannot_be_used_is_seen()
    {
        Assert.Equal([(0, "")], _recorder.Observe("siskin.helpers.failing"));

        _state.Provider = _state.Provider with { HelpersProblem = "'ocr/recognition.onnx' is gone." };

        Assert.Equal([(1, "")], _recorder.Observe("siskin.helpers.failing"));
    }

    [Fact]
    public void The_npu_has_instruments_where_there_is_one()
    {
        Assert.Empty(_recorder.Observe("siskin.npu.canaries"));
        _state.Provider = _state.Provider with
        {
            Npu = new(null, 1, null, null, new Dictionary<string, long> { ["hang"] = 2 }, 5, 1, 0),
        };

        Assert.Equal([(2, "error.type=hang")], _recorder.Observe("siskin.npu.failures"));
        Assert.Equal([(5, "outcome=right"), (1, "outcome=wrong")], _recorder.Observe("siskin.npu.canaries"));
    }
}
