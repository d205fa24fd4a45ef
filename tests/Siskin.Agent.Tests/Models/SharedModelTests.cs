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
