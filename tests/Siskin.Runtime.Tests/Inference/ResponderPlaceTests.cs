using Microsoft.Extensions.Time.Testing;
using Siskin.Runtime.Bundles;
using Siskin.Runtime.Inference;
using Siskin.Runtime.Vision;
using SkiaSharp;
using Xunit;

namespace Siskin.Runtime.Tests.Inference;

/// <summary>Where an instrument is, said by the patches of a frame instead of in words.</summary>
public sealed class ResponderPlaceTests : IDisposable
{
    private const string Where = "Where?";

    // Two patches: the right one is the instrument, and ends where the frame ends.
    private static readonly float[] Right = [-9, 0, 0, 0, 0, 9, -0.25f, -0.5f, 0.25f, 0.5f];
    private readonly SKBitmap _frame = new(8, 4);
    private readonly FakeTimeProvider _time = new();

    [Fact]
    public void The_patches_answer_a_question_about_a_place_without_a_token()
    {
        var texts = new List<string>();
        var answer = Answer(Right, new ResponderRequest($"{Where} Read it.") { Frame = _frame }, texts.Add);

        Assert.Equal("50 00 99 99", answer.Text);
        Assert.Equal(["50 00 99 99"], texts);
        Assert.Equal(FinishReason.Stop, answer.FinishReason);
        Assert.Equal(new TokenCounts(2, 15, 0), answer.Tokens);
        Assert.InRange(answer.Confidence, 0.999, 1);
        Assert.Equal(("cpu-fp32", "cpu"), (answer.Variant, answer.Provider));
    }

    [Fact]
    public void What_they_do_not_see_is_none() =>
        Assert.Equal(
            "none",
            Answer([-9, 0, 0, 0, 0, -9, 0, 0, 0, 0], new ResponderRequest(Where) { Frame = _frame }).Text
        );

    [Fact]
    public void A_damaged_frame_leaves_the_place_in_doubt() =>
        Assert.Equal(
            Siskin.Runtime.Inference.Answer.MaxInDoubt,
            Answer(Right, new ResponderRequest(Where) { Frame = _frame, FrameDoubtful = true }).Confidence
        );

    [Fact]
    public void Other_questions_and_given_choices_go_to_the_decoder()
    {
        Assert.StartsWith("BB", Answer(Right, new ResponderRequest("Read it.") { Frame = _frame }).Text);
        Assert.Equal("BB", Answer(Right, new ResponderRequest(Where) { Frame = _frame, Choices = ["BB", "WW"] }).Text);
    }

    [Fact]
    public void Without_such_an_output_or_a_frame_it_is_said_in_words()
    {
        Assert.StartsWith("BBWhere", Answer(null, new ResponderRequest(Where) { Frame = _frame }).Text);
        Assert.Equal("Where", Answer(Right, new ResponderRequest(Where)).Text);
    }

    [Fact]
    public void Fewer_patches_than_the_frame_has_are_an_error() =>
        Assert.Throws<InferenceException>(() =>
            Answer([9, 0, 0, 1, 1], new ResponderRequest(Where) { Frame = _frame })
        );

    [Fact]
    public void Numbers_of_another_shape_are_refused_when_the_bundle_is_loaded()
    {
        using var bundle = Bundle([1, 2, 3], perPatch: 3);

        var refused = Assert.Throws<BundleException>(() =>
            InferenceEngine.Load(bundle.Open(), new EngineOptions(Threads: 1))
        );

        Assert.Contains("'places' as (1, 1, 3)", refused.Message, StringComparison.Ordinal);
        Assert.Contains("(1, -1, 5)", refused.Message, StringComparison.Ordinal);
    }

    private Answer Answer(float[]? places, ResponderRequest request, Action<string>? onText = null)
    {
        using var bundle = Bundle(places);
        using var engine = InferenceEngine.Load(bundle.Open(), new EngineOptions(Threads: 1));
        var responder = new Responder(engine, FrameLimits.Default, _time, cacheBytes: 1 << 20);
        return responder.Answer(request, onText, CancellationToken.None).Answer!;
    }

    private static EchoBundle Bundle(float[]? places, int perPatch = 5) =>
        new(
            alter: folder =>
                File.WriteAllBytes(
                    Path.Combine(folder.Path, "encoder.onnx"),
                    EchoBundle.Encoder(true, places, perPatch)
                ),
            change: manifest =>
                manifest with
                {
                    Tasks = [new BundleTask(BundleTask.Locate, Where)],
                    Vision = manifest.Vision! with { MaxUpscale = 1 },
                }
        );

    public void Dispose() => _frame.Dispose();
}
