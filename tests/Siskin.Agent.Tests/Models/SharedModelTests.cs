using Siskin.Agent.Models;
using Siskin.Agent.Tests.Harness;
using Siskin.Runtime.Inference;

namespace Siskin.Agent.Tests.Models;

public sealed class SharedModelTests : IDisposable
{
    private readonly ScriptedModel _model = new();
    private readonly SharedModel _shared;

    public SharedModelTests() => _shared = new SharedModel(_model);

    public void Dispose() => _model.Dispose();

    [Fact]
    public void Work_on_the_side_is_done_when_nobody_asks() =>
        Assert.Equal(
            "side",
            _shared.AnswerAside(new ResponderRequest("side"), CancellationToken.None)!.Value.Answer!.Text
        );

    [Fact]
    public async Task Work_on_the_side_is_not_begun_while_a_request_is_answered()
    {
        using var gate = new ManualResetEventSlim();
        _model.Script = (request, _, cancellation) =>
        {
            gate.Wait(cancellation);
            return ScriptedModel.Answering(request.Prompt);
        };
        var answering = Task.Run(() => _shared.Answer(new ResponderRequest("request"), null, CancellationToken.None));
        await Wait.UntilAsync(() => _model.Asked == 1, "the request was begun");

        Assert.Null(_shared.AnswerAside(new ResponderRequest("side"), CancellationToken.None));
        gate.Set();

        Assert.Equal("request", (await answering.PatientlyAsync()).Answer!.Text);
        Assert.Equal(1, _model.Asked);
    }

    [Fact]
    public async Task A_request_ends_the_work_on_the_side()
    {
        _model.Script = (request, _, cancellation) =>
        {
            if (request.Prompt == "side")
            {
                cancellation.WaitHandle.WaitOne(Wait.Patience);
                cancellation.ThrowIfCancellationRequested();
            }
            return ScriptedModel.Answering(request.Prompt);
        };
        var aside = Task.Run(() => _shared.AnswerAside(new ResponderRequest("side"), CancellationToken.None));
        await Wait.UntilAsync(() => _model.Asked == 1, "the work on the side was begun");

        var answer = await Task.Run(() => _shared.Answer(new ResponderRequest("request"), null, CancellationToken.None))
            .PatientlyAsync();

        Assert.Equal("request", answer.Answer!.Text);
        Assert.Null(await aside.PatientlyAsync());
    }

    [Fact]
    public void A_stop_is_told_from_a_request()
    {
        using var stop = new CancellationTokenSource();
        _model.Script = (_, _, cancellation) =>
        {
            stop.Cancel();
            throw new OperationCanceledException(cancellation);
        };

        Assert.Throws<OperationCanceledException>(() => _shared.AnswerAside(new ResponderRequest("side"), stop.Token));
        _model.Script = (_, _, _) => ScriptedModel.Answering("next");
        Assert.NotNull(_shared.AnswerAside(new ResponderRequest("side"), CancellationToken.None));
    }

    [Fact]
    public async Task As_many_requests_as_the_model_takes_are_answered_at_once_and_no_more()
    {
        using var gate = new ManualResetEventSlim();
        _model.Lanes = 2;
        _model.Script = Waiting(gate);

        var all = Enumerable.Range(0, 4).Select(i => AnswerAsync($"{i}")).ToArray();
        await Wait.UntilAsync(() => _model.Asked == 2, "two were begun");
        gate.Set();
        await Task.WhenAll(all).PatientlyAsync();

        Assert.Equal((4, 2), (_model.Asked, _model.MostAtOnce));
    }

    [Fact]
    public async Task Work_on_the_side_ends_only_where_a_request_needs_its_place()
    {
        using var gate = new ManualResetEventSlim();
        _model.Lanes = 2;
        _model.Script = Waiting(gate);
        var aside = Task.Run(() => _shared.AnswerAside(new ResponderRequest("side"), CancellationToken.None));
        await Wait.UntilAsync(() => _model.Asked == 1, "the work on the side was begun");

        var first = AnswerAsync("1");
        await Wait.UntilAsync(() => _model.Asked == 2, "the request was begun beside it");
        Assert.False(aside.IsCompleted);
        var second = AnswerAsync("2");

        Assert.Null(await aside.PatientlyAsync());
        gate.Set();
        await Task.WhenAll(first, second).PatientlyAsync();
    }

    [Fact]
    public async Task What_is_done_between_requests_waits_for_all_of_them()
    {
        using var gate = new ManualResetEventSlim();
        _model.Lanes = 2;
        _model.Script = Waiting(gate);
        var requests = Task.WhenAll(AnswerAsync("1"), AnswerAsync("2"));
        await Wait.UntilAsync(() => _model.Asked == 2, "both were begun");

        var running = -1;
        var between = Task.Run(() => _shared.Between(() => running = _model.AtOnce));
        Assert.Equal(-1, running);
        gate.Set();

        await Task.WhenAll(requests, between).PatientlyAsync();
        Assert.Equal(0, running);
    }

    private Task<ResponderResult> AnswerAsync(string prompt) =>
        Task.Run(() => _shared.Answer(new ResponderRequest(prompt), null, CancellationToken.None));

    private static Func<ResponderRequest, Action<string>?, CancellationToken, ResponderResult> Waiting(
        ManualResetEventSlim gate
    ) =>
        (request, _, cancellation) =>
        {
            gate.Wait(cancellation);
            return ScriptedModel.Answering(request.Prompt);
        };

    [Fact]
    public void A_failure_on_the_side_leaves_the_model_free()
    {
        _model.Script = (_, _, _) => throw new InvalidOperationException();
        Assert.Throws<InvalidOperationException>(() =>
            _shared.AnswerAside(new ResponderRequest("side"), CancellationToken.None)
        );
        Assert.Throws<InvalidOperationException>(() =>
            _shared.Answer(new ResponderRequest("request"), null, CancellationToken.None)
        );
        _model.Script = (_, _, _) => ScriptedModel.Answering("fine");

        Assert.NotNull(_shared.AnswerAside(new ResponderRequest("side"), CancellationToken.None));
    }
}
