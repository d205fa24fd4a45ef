using Microsoft.Extensions.Time.Testing;
using Siskin.Agent.Answering;
using Siskin.Agent.Sensors;
using Siskin.Agent.Tests.Harness;
using Siskin.Agent.Wire;
using Siskin.Runtime.Inference;
using Siskin.Runtime.Inference.Instruments;

namespace Siskin.Agent.Tests.Answering;

public sealed class SharedAnswersTests
{
    private static readonly InferenceRequest Question = new("1", "Read it.", "t=1", new byte[] { 1, 2 }, 5);

    private readonly FakeTimeProvider _time = new();
    private readonly SharedAnswers _answers;
    private int _waits;

    public SharedAnswersTests() => _answers = new SharedAnswers(_time);

    [Fact]
    public void Whoever_asked_the_same_before_the_answer_was_there_gets_it()
    {
        var arrived = _time.GetTimestamp();
        _answers.Finish(Key(Question), ScriptedModel.Answering("7"));

        var answer = Find(Key(Question with { Id = "2", Stream = true, Show = false }), arrived);

        Assert.Equal("7", answer!.Text);
        Assert.Equal(default, answer.Timings);
    }

    [Fact]
    public void Whoever_asked_later_does_not()
    {
        _answers.Finish(Key(Question), ScriptedModel.Answering("7"));
        _time.Advance(TimeSpan.FromMilliseconds(1));

        Assert.Null(Find(Key(Question), _time.GetTimestamp()));
        Assert.True(_answers.IsEmpty);
    }

    [Fact]
    public async Task Whoever_asks_what_is_asked_just_now_waits_for_the_answer()
    {
        Assert.Null(Find("same", _time.GetTimestamp()));
        var second = Waiting(() => Find("same", _time.GetTimestamp()));
        Assert.Null(Find("another", _time.GetTimestamp()));
        Assert.False(second.IsCompleted, "two ask the same at once");

        _answers.Finish("same", ScriptedModel.Answering("7"));

        Assert.Equal("7", (await second.PatientlyAsync())!.Text);
    }

    [Fact]
    public async Task Where_there_is_no_answer_the_next_one_asks()
    {
        Assert.Null(Find("same", _time.GetTimestamp()));
        var second = Waiting(() => Find("same", _time.GetTimestamp()));

        _answers.Finish("same", null);

        Assert.Null(await second.PatientlyAsync());
    }

    [Fact]
    public void Nobody_waits_beyond_the_deadline()
    {
        Assert.Null(Find("same", _time.GetTimestamp()));

        Assert.Null(_answers.Find("same", 0, _time.GetTimestamp(), () => _waits++, CancellationToken.None));
        Assert.Equal(0, _waits);
    }

    [Fact]
    public async Task Waiting_ends_when_it_is_cancelled()
    {
        using var stop = new CancellationTokenSource();
        Assert.Null(Find("same", _time.GetTimestamp()));
        var second = Waiting(() => Find("same", _time.GetTimestamp(), cancellation: stop.Token));

        await stop.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => second.PatientlyAsync());
    }

    [Fact]
    public void Everything_that_is_asked_tells_questions_apart()
    {
        InferenceRequest[] all =
        [
            Question,
            Question with
            {
                Prompt = "Read that.",
            },
            Question with
            {
                Sensors = "t=2",
            },
            Question with
            {
                Sensors = null,
            },
            Question with
            {
                Sensors = "",
            },
            Question with
            {
                Image = new byte[] { 1, 3 },
            },
            Question with
            {
                Image = default,
            },
            Question with
            {
                MaxTokens = 6,
            },
            Question with
            {
                MaxTokens = null,
            },
            Question with
            {
                View = new ViewedPart(90, null),
            },
            Question with
            {
                View = new ViewedPart(90, new CropArea(0, 0, 1, 1, Fractions: false)),
            },
            Question with
            {
                View = new ViewedPart(90, new CropArea(0, 0, 1, 1, Fractions: true)),
            },
            Question with
            {
                View = new ViewedPart(90, CropArea.Auto),
            },
            Question with
            {
                Views = 3,
            },
            Question with
            {
                Known = new KnownInstrument { Digits = 5 },
            },
            Question with
            {
                Known = new KnownInstrument { Range = new ScaleRange(0, 10, "bar") },
            },
            Question with
            {
                Known = new KnownInstrument { Range = new ScaleRange(0, 10, "psi") },
            },
            Question with
            {
                Choices = ["a", "bc"],
            },
            Question with
            {
                Choices = ["ab", "c"],
            },
        ];

        Assert.Equal(all.Length, all.Select(Key).Distinct().Count());
    }

    [Fact]
    public void What_depends_on_the_moment_is_asked_each_time() =>
        Assert.Null(SharedAnswers.KeyOf(Question with { Sensors = LocalSensors.Local }));

    [Fact]
    public void An_answer_that_ran_out_of_time_is_nobody_elses()
    {
        var late = ScriptedModel.Answering("7") with { FinishReason = FinishReason.Deadline };

        _answers.Finish(Key(Question), late);

        Assert.Null(Find(Key(Question), 0));
    }

    [Fact]
    public void Not_more_than_some_are_kept()
    {
        for (var i = 0; i < 100; i++)
            _answers.Finish($"{i}", ScriptedModel.Answering("7"));

        Assert.Equal(64, Enumerable.Range(0, 100).Count(i => Find($"{i}", 0) is not null));
        Assert.Null(Find("35", 0, deadline: 0)); // the oldest went
    }

    private Answer? Find(string key, long arrived, long? deadline = null, CancellationToken cancellation = default) =>
        _answers.Find(key, arrived, deadline ?? long.MaxValue / 4, () => _waits++, cancellation);

    // What another thread finds, begun, and waited for until it is there or that thread waits.
    private static Task<Answer?> Waiting(Func<Answer?> find)
    {
        var found = new TaskCompletionSource<Answer?>(TaskCreationOptions.RunContinuationsAsynchronously);
        var thread = new Thread(() =>
        {
            try
            {
                found.SetResult(find());
            }
            catch (OperationCanceledException error)
            {
                found.SetCanceled(error.CancellationToken);
            }
        });
        thread.Start();
        SpinWait.SpinUntil(() => found.Task.IsCompleted || thread.ThreadState.HasFlag(ThreadState.WaitSleepJoin));
        return found.Task;
    }

    private static string Key(InferenceRequest question) => SharedAnswers.KeyOf(question)!;
}
