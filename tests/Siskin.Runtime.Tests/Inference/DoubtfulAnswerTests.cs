using Siskin.Runtime.Inference;
using Siskin.Runtime.Tests.Vision;
using Siskin.Runtime.Vision;
using SkiaSharp;
using Xunit;

namespace Siskin.Runtime.Tests.Inference;

/// <summary>Answers that are less than the model believes: from a frame in doubt, or cut inside a character.</summary>
public sealed class DoubtfulAnswerTests : IDisposable
{
    private readonly EchoBundle _bundle = new();
    private readonly InferenceEngine _engine;
    private readonly Responder _responder;

    public DoubtfulAnswerTests()
    {
        _engine = InferenceEngine.Load(_bundle.Open(), new EngineOptions(Threads: 1));
        _responder = new Responder(_engine, FrameLimits.Default, TimeProvider.System);
    }

    public void Dispose()
    {
        _engine.Dispose();
        _bundle.Dispose();
    }

    [Fact]
    public void An_answer_from_a_frame_in_doubt_is_not_sure()
    {
        using var frame = Frames.Solid(16, 16, SKColors.White);

        var whole = Ask(new ResponderRequest("x.") { Frame = frame });
        var doubtful = Ask(new ResponderRequest("x.") { Frame = frame, FrameDoubtful = true });

        Assert.InRange(whole.Confidence, 0.9, 1);
        Assert.Equal(Answer.MaxInDoubt, doubtful.Confidence);
        Assert.Equal((whole.Text, whole.Likelihood), (doubtful.Text, doubtful.Likelihood));
        Assert.Equal((false, true), (whole.FrameDoubtful, doubtful.FrameDoubtful));
    }

    [Fact]
    public void What_is_cut_inside_a_character_is_streamed_as_it_is_told()
    {
        var pieces = new List<string>();

        // The degree sign has two bytes, and so two tokens.
        var answer = _responder
            .Answer(new ResponderRequest("3°.") { MaxTokens = 2 }, pieces.Add, CancellationToken.None)
            .Answer!;

        Assert.Equal("3\uFFFD", answer.Text);
        Assert.Equal(answer.Text, string.Concat(pieces));
    }

    private Answer Ask(ResponderRequest request) => _responder.Answer(request, null, CancellationToken.None).Answer!;
}
