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

    private readonly SharedAnswers _answers = new();

    [Fact]
    public void Whoever_asked_the_same_before_the_answer_was_there_gets_it()
    {
        _answers.Add(Key(Question), ScriptedModel.Answering("7"), finished: 100);

        _answers.Forget(arrived: 100);

        var answer = _answers.Find(Key(Question with { Id = "2", Stream = true, Show = false }));
        Assert.Equal("7", answer!.Text);
        Assert.Equal(default, answer.Timings);
    }

    [Fact]
    public void Whoever_asked_later_does_not()
    {
        _answers.Add(Key(Question), ScriptedModel.Answering("7"), finished: 100);

        _answers.Forget(arrived: 101);

        Assert.True(_answers.IsEmpty);
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

        _answers.Add(Key(Question), late, finished: 100);

        Assert.Null(_answers.Find(Key(Question)));
    }

    [Fact]
    public void Not_more_than_some_are_kept()
    {
        for (var i = 0; i < 100; i++)
            _answers.Add($"{i}", ScriptedModel.Answering("7"), finished: 100);

        Assert.Null(_answers.Find("0"));
        Assert.Equal(64, Enumerable.Range(0, 100).Count(i => _answers.Find($"{i}") is not null));
    }

    private static string Key(InferenceRequest question) => SharedAnswers.KeyOf(question)!;
}
