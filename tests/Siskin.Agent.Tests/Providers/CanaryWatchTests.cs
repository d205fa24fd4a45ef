using Microsoft.Extensions.Time.Testing;
using Siskin.Agent.Models;
using Siskin.Agent.Providers;
using Siskin.Agent.Tests.Harness;
using Siskin.Runtime.Bundles;
using Siskin.Runtime.Inference;

namespace Siskin.Agent.Tests.Providers;

public sealed class CanaryWatchTests : IDisposable
{
    // How often the watch asks on the side.
    private const int Tries = 16;

    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(160);

    private readonly NpuBench _bench = new();
    private readonly CountingTimeProvider _time = new();
    private readonly ScriptedModel _cpu = new();
    private readonly FallbackModel _model;
    private readonly SharedModel _shared;
    private readonly CancellationTokenSource _stop = new();
    private readonly Task _running;

    public CanaryWatchTests()
    {
        _model = new FallbackModel(
            _cpu,
            _cpu.Description,
            _bench.Supervisor,
            Canary.Of(BundleReader.Open(NpuAgent.Bundle))
        );
        _shared = new SharedModel(_model);
        _running = new CanaryWatch(_shared, () => _model, Interval, _time).RunAsync(_stop.Token);
    }

    [Fact]
    public async Task It_is_asked_at_the_interval_and_a_wrong_answer_ends_the_use_of_the_npu()
    {
        _bench.Supervisor.Step(); // a model that repeats the prompt: wrong
        _time.Advance(Interval - TimeSpan.FromSeconds(1));
        Assert.Equal((0, 1), (_bench.Model.Asked, _time.Timers)); // the watch still waits

        _time.Advance(TimeSpan.FromSeconds(1));

        await Wait.UntilAsync(() => _model.Npu.CanariesWrong == 1, "the canary was judged");
        Assert.Equal(1, _bench.Model.Asked);
        Assert.Equal("cpu", _model.Description.Provider);
    }

    [Fact]
    public async Task It_gives_way_to_requests_but_not_for_ever()
    {
        _bench.Supervisor.Step();
        using var inside = new ManualResetEventSlim();
        using var free = new ManualResetEventSlim();
        var asked = 0;
        _bench.Model.Script = (request, _, _) =>
        {
            Interlocked.Increment(ref asked);
            if (request.Prompt == "Busy?")
            {
                inside.Set();
                free.Wait(Wait.Patience, CancellationToken.None);
            }
            return ResponderResult.From(ScriptedModel.Answering("x") with { Provider = "qnn" });
        };
        var request = Task.Run(() => _shared.Answer(new ResponderRequest("Busy?"), null, CancellationToken.None));
        Assert.True(inside.Wait(Wait.Patience));

        await PassAsync(Interval);
        for (var i = 1; i < Tries; i++)
            await PassAsync(Interval / Tries);
        Assert.Equal(1, Volatile.Read(ref asked)); // nothing but the request

        for (var i = 0; i < 4; i++)
        {
            _time.Advance(Interval / Tries);
            await Task.Delay(30); // time to set a timer for a watch that would go on trying
        }
        Assert.Equal((1, Tries + 1), (Volatile.Read(ref asked), _time.Timers));
        free.Set(); // the canary waits for its turn now, like a request: no time passes any more
        await request.PatientlyAsync();
        await Wait.UntilAsync(() => _model.Npu.CanariesWrong == 1, "the canary had its turn");
        Assert.Equal(2, Volatile.Read(ref asked));
    }

    [Fact]
    public async Task Nothing_is_asked_while_the_cpu_answers()
    {
        await PassAsync(Interval);
        await PassAsync(Interval);

        Assert.Equal(0, _cpu.Asked);
    }

    public void Dispose()
    {
        _stop.Cancel();
        Assert.True(_running.Wait(Wait.Patience));
        _stop.Dispose();
        _model.Dispose();
    }

    // The watch does what is due on another thread, and is done when it has set its next timer.
    private async Task PassAsync(TimeSpan span)
    {
        var before = _time.Timers;
        _time.Advance(span);
        await Wait.UntilAsync(() => _time.Timers == before + 1, "the watch waits again");
    }

    private sealed class CountingTimeProvider : FakeTimeProvider
    {
        private int _timers;

        /// <summary>Timers that were set so far.</summary>
        public int Timers => Volatile.Read(ref _timers);

        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
        {
            var timer = base.CreateTimer(callback, state, dueTime, period);
            Interlocked.Increment(ref _timers);
            return timer;
        }
    }
}
