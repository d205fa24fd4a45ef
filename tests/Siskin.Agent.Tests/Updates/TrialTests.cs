using Microsoft.Extensions.Time.Testing;
using Siskin.Agent.Configuration;
using Siskin.Agent.Models;
using Siskin.Agent.Tests.Harness;
using Siskin.Agent.Updates;
using Siskin.Runtime.Inference;

namespace Siskin.Agent.Tests.Updates;

/// <summary>A new bundle's questions beside requests, on a clock that the test turns.</summary>
public sealed class TrialTests : IDisposable
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(100);

    private static readonly UpdatesSection Terms = ConfigReader
        .Parse("siskin.toml", "[bundle]\npath = \"b\"\n")
        .Config!.Updates;

    private readonly FakeTimeProvider _time = new();
    private readonly ScriptedModel _current = new() { Lanes = 2 }; // a request leaves room for a second one
    private readonly ScriptedModel _new = new();
    private readonly SharedModel _shared;
    private readonly ManualResetEventSlim _answer = new();

    public TrialTests() => _shared = new SharedModel(_current);

    [Fact]
    public async Task Where_requests_never_end_a_question_takes_its_turn_after_five_seconds()
    {
        var request = RequestAsync();
        var began = _time.GetUtcNow();

        var trial = RunAsync("Shadow?");
        await PassAsync(() => _new.Asked == 1, "the new bundle was asked");

        // Fifty tries for the current bundle, fifty for the new one.
        Assert.InRange(_time.GetUtcNow() - began, 100 * Pause, TimeSpan.MaxValue);
        Assert.False(request.IsCompleted);
        Assert.Equal(1, (await trial.PatientlyAsync()).Figures.Questions);
        _answer.Set();
        await request.PatientlyAsync();
    }

    [Fact]
    public async Task A_question_waits_until_the_request_is_answered()
    {
        var request = RequestAsync();
        var trial = RunAsync("Shadow?");
        _time.Advance(Pause);
        Assert.Equal(1, _current.Asked);

        _answer.Set();
        await request.PatientlyAsync();
        await PassAsync(() => trial.IsCompleted, "the trial ended");

        Assert.Equal((2, 1), (_current.Asked, _new.Asked));
    }

    [Fact]
    public async Task A_question_that_a_request_interrupts_is_asked_again()
    {
        _current.Lanes = 1;
        _new.Script = (question, _, cancellation) =>
        {
            if (_new.Asked == 1)
            {
                cancellation.WaitHandle.WaitOne(Wait.Patience);
                cancellation.ThrowIfCancellationRequested();
            }
            return ResponderResult.From(ScriptedModel.Answering(question.Prompt));
        };
        var trial = RunAsync("Shadow?");
        await PassAsync(() => _new.Asked == 1, "the new bundle was asked");

        var request = RequestAsync();
        _answer.Set();
        await request.PatientlyAsync();
        await PassAsync(() => trial.IsCompleted, "the trial ended");

        Assert.Equal(2, _new.Asked);
        Assert.Equal((1, 0), ((await trial).Figures.Questions, (await trial).Figures.Differing));
    }

    public void Dispose()
    {
        _answer.Dispose();
        _current.Dispose();
        _new.Dispose();
    }

    /// <summary>A request that is answered when the test says so.</summary>
    private Task RequestAsync()
    {
        var asked = _current.Asked;
        _current.Script = (question, _, cancellation) =>
        {
            if (question.Prompt == "Request?")
                _answer.Wait(Wait.Patience, cancellation);
            return ResponderResult.From(ScriptedModel.Answering(question.Prompt));
        };
        var request = Task.Run(() => _shared.Answer(new ResponderRequest("Request?"), null, CancellationToken.None));
        Assert.True(SpinWait.SpinUntil(() => _current.Asked > asked, Wait.Patience));
        return request;
    }

    private Task<TrialResult> RunAsync(string question) =>
        new Trial(_shared, Terms, _time).RunAsync(
            new Candidate(_new, Canary: null, Complete: null),
            [new ResponderRequest(question)],
            CancellationToken.None
        );

    private Task PassAsync(Func<bool> wanted, string what) =>
        Wait.UntilAsync(
            () =>
            {
                if (wanted())
                    return true;
                _time.Advance(Pause);
                return false;
            },
            what
        );
}
