using Microsoft.Extensions.Time.Testing;
using Siskin.Agent.Providers;
using Siskin.Agent.Tests.Harness;
using Siskin.Runtime.Inference;
using Siskin.Runtime.Providers;

namespace Siskin.Agent.Tests.Providers;

public sealed class TimeLimitedModelTests : IDisposable
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(5);

    private readonly FakeTimeProvider _time = new();
    private readonly ScriptedModel _inner = new();

    public void Dispose() => _inner.Dispose();

    [Fact]
    public void Answers_pass_through()
    {
        using var model = new TimeLimitedModel(_inner, Limit, _time);

        Assert.Equal("one", model.Answer(new ResponderRequest("one"), null, CancellationToken.None).Answer!.Text);
        Assert.Equal("two", model.Answer(new ResponderRequest("two"), null, CancellationToken.None).Answer!.Text);
    }

    [Fact]
    public void Failures_and_cancellations_pass_through()
    {
        using var model = new TimeLimitedModel(_inner, Limit, _time);
        _inner.Script = (_, _, _) => throw new InferenceException("broken");
        Assert.Throws<InferenceException>(() => model.Answer(new ResponderRequest("?"), null, CancellationToken.None));

        using var stop = new CancellationTokenSource();
        _inner.Script = (_, _, cancellation) =>
        {
            stop.Cancel();
            cancellation.ThrowIfCancellationRequested();
            return default;
        };
        Assert.ThrowsAny<OperationCanceledException>(() => model.Answer(new ResponderRequest("?"), null, stop.Token));
    }

    [Fact]
    public async Task An_answer_that_takes_too_long_is_given_up_and_the_model_freed_when_it_returns()
    {
        using var inside = new ManualResetEventSlim();
        using var free = new ManualResetEventSlim();
        var said = new List<string>();
        _inner.Script = (_, onText, cancellation) =>
        {
            onText!("before");
            inside.Set();
            free.Wait(Wait.Patience, CancellationToken.None);
            onText("after");
            cancellation.ThrowIfCancellationRequested();
            return default;
        };
        var model = new TimeLimitedModel(_inner, Limit, _time);
        var asked = Task.Run(() => model.Answer(new ResponderRequest("?"), said.Add, CancellationToken.None));
        Assert.True(inside.Wait(Wait.Patience));
        _time.Advance(Limit);

        var error = await Assert.ThrowsAsync<NpuException>(() => asked).PatientlyAsync();

        Assert.Equal(NpuFailure.Hang, error.Failure);
        model.Dispose(); // does not wait for what hangs
        Assert.False(model.IsFreed);
        free.Set();
        await Wait.UntilAsync(() => model.IsFreed, "the model was freed");
        Assert.Equal(["before"], said);
    }
}
