using Siskin.Agent.Tests.Harness;
using Siskin.Agent.Updates;
using Siskin.Runtime;
using Siskin.Runtime.Inference;
using SkiaSharp;

namespace Siskin.Agent.Tests.Updates;

public sealed class RecentQuestionsTests
{
    private static readonly ResponderResult Answered = ScriptedModel.Answering("a");

    [Fact]
    public void The_latest_are_kept_and_a_flood_of_texts_leaves_the_frames()
    {
        using var questions = new RecentQuestions(8, 1 << 20);
        for (var i = 0; i < 3; i++)
            questions.Add(Frame((byte)i), Answered);
        for (var i = 0; i < 100; i++)
            questions.Add(new ResponderRequest($"Text {i}"), Answered);

        Assert.Equal(
            ["Frame 0", "Frame 1", "Frame 2", "Text 96", "Text 97", "Text 98", "Text 99"],
            questions.Take().Select(one => one.Prompt)
        );
        Assert.Equal(0, questions.Bytes);
    }

    [Fact]
    public void They_never_hold_more_bytes_than_allowed()
    {
        using var questions = new RecentQuestions(100, 10_000);
        for (var i = 0; i < 50; i++)
        {
            questions.Add(Frame((byte)i, 2_000), Answered);
            questions.Add(new ResponderRequest(new string('x', 500 + i)), Answered);
            Assert.InRange(questions.Bytes, 1, 10_000);
        }
        questions.Add(Frame(200, 2_600), Answered); // alone more than a quarter

        Assert.DoesNotContain("Frame 200", questions.Take().Select(one => one.Prompt));
    }

    [Fact]
    public void What_is_asked_again_is_kept_once()
    {
        using var questions = new RecentQuestions(8, 1 << 20);
        for (var i = 0; i < 10; i++)
            questions.Add(Frame(1), Answered);

        Assert.Single(questions.Take());
    }

    [Fact]
    public void The_same_words_about_other_sensors_are_another_question()
    {
        using var questions = new RecentQuestions(8, 1 << 20);
        foreach (var sensors in new[] { "t=1", "t=2", "t=1", null })
            questions.Add(new ResponderRequest("Warm?") { Sensors = sensors }, Answered);

        Assert.Equal(3, questions.Take().Count);
    }

    [Fact]
    public void Copies_are_kept_and_nothing_that_belongs_to_the_request()
    {
        using var questions = new RecentQuestions(8, 1 << 20);
        var bytes = new byte[] { 1, 2, 3 };
        using (var bitmap = new SKBitmap(4, 4))
        {
            questions.Add(
                new ResponderRequest("Encoded")
                {
                    Image = bytes,
                    Deadline = 5,
                    Progress = () => { },
                },
                Answered
            );
            questions.Add(new ResponderRequest("Cut") { Frame = bitmap }, Answered);
        }
        bytes[0] = 9;

        var (encoded, cut) = (questions.Take() is [var first, var second] ? (first, second) : default);
        Assert.Equal([1, 2, 3], encoded.Image.ToArray());
        Assert.Null(encoded.Deadline);
        Assert.Null(encoded.Progress);
        Assert.Equal(4, cut.Frame!.Width);
        Assert.True(encoded.Fresh);
        questions.GiveBack([encoded, cut]);
        Assert.Equal(2, questions.Take().Count);
        cut.Frame.Dispose();
    }

    [Fact]
    public void What_was_refused_or_cut_short_or_asked_for_a_comparison_is_not_kept()
    {
        using var questions = new RecentQuestions(8, 1 << 20);
        questions.Add(new ResponderRequest("Refused"), new Rejection(400, "no"));
        questions.Add(
            new ResponderRequest("Late"),
            ScriptedModel.Answering("a") with
            {
                FinishReason = FinishReason.Deadline,
            }
        );
        questions.Add(new ResponderRequest("Compared") { Fresh = true }, Answered);

        Assert.Empty(questions.Take());
    }

    [Fact]
    public void None_are_kept_where_none_are_wanted()
    {
        using var questions = new RecentQuestions(0, 1 << 20);
        questions.Add(new ResponderRequest("Text"), Answered);

        Assert.Empty(questions.Take());
    }

    private static ResponderRequest Frame(byte number, int bytes = 10) =>
        new($"Frame {number}") { Image = Enumerable.Repeat(number, bytes).ToArray() };
}
