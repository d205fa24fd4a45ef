using Microsoft.Extensions.Time.Testing;
using Siskin.Runtime.Inference;
using Siskin.Runtime.Vision;
using Xunit;

namespace Siskin.Runtime.Tests.Inference;

/// <summary>
/// What a question was answered with before changes how soon it is answered, and nothing about the answer.
/// </summary>
public sealed class PreviousAnswerTests : IDisposable
{
    private const string Text = "abcdefghijklmnop 42";

    private readonly EchoBundle _bundle = new(alter: folder =>
        File.WriteAllBytes(Path.Combine(folder.Path, "decoder.onnx"), EchoBundle.WideDecoder())
    );

    public void Dispose() => _bundle.Dispose();

    [Theory]
    [InlineData("")]
    [InlineData(Text)]
    [InlineData("abcdefghijklmnop 43")]
    [InlineData("abcdefghij")]
    [InlineData("something else, and more of it than an answer has tokens: 0123456789")]
    public void An_answer_is_the_same_whatever_was_answered_before(string previous)
    {
        var (expected, _) = Ask(lookahead: false, previous: null);

        var (answer, _) = Ask(lookahead: true, previous);

        Assert.Equal(Text, answer.Text);
        Assert.Equal((expected.Text, expected.Likelihood), (answer.Text, answer.Likelihood));
        Assert.Equal(
            (expected.FinishReason, expected.Confidence, expected.Tokens),
            (answer.FinishReason, answer.Confidence, answer.Tokens)
        );
    }

    [Fact]
    public void What_was_answered_before_is_foreseen()
    {
        var (_, alone) = Ask(lookahead: true, previous: null);

        var (_, same) = Ask(lookahead: true, Text);
        var (_, nearly) = Ask(lookahead: true, "abcdefghijklmnop 43");

        Assert.True(same.Accepted > alone.Accepted, $"{same.Accepted} tokens were foreseen, {alone.Accepted} without");
        Assert.Equal(same.Proposed, same.Accepted);
        Assert.True(nearly.Accepted > alone.Accepted && nearly.Proposed > nearly.Accepted);
    }

    [Fact]
    public void Without_lookahead_nothing_is_foreseen()
    {
        var (_, counts) = Ask(lookahead: false, Text);

        Assert.Equal((0L, 0L), (counts.Proposed, counts.Accepted));
    }

    // Each by a responder of its own, which has said nothing yet; its clock stands, so that all passes cost the same.
    private (Answer Answer, CacheCounts Counts) Ask(bool lookahead, string? previous)
    {
        using var engine = InferenceEngine.Load(
            _bundle.Open(),
            new EngineOptions(Threads: 1) { Lookahead = lookahead }
        );
        Assert.Equal(lookahead, engine.LooksAhead);
        var responder = new Responder(engine, FrameLimits.Default, new FakeTimeProvider());
        var result = responder.Answer(
            new ResponderRequest($"{Text}.") { Previous = previous },
            null,
            CancellationToken.None
        );
        Assert.True(result.Answered, result.Rejection?.Message);
        return (result.Answer, responder.Cache);
    }
}
