using Microsoft.Extensions.Time.Testing;
using Siskin.Runtime.Inference;
using Siskin.Runtime.Vision;
using SkiaSharp;
using Xunit;

namespace Siskin.Runtime.Tests.Inference;

/// <summary>Where a needle is on its scale, said by the patches of a frame beside the answer.</summary>
public sealed class ResponderNeedleTests : IDisposable
{
    // Two patches side by side: marks at the outer edges, and the needle between the patches; no pivot.
    private static readonly float[] Straight =
    [
        .. Patch(-9, (9, -0.25f), (-9, 0), (9, 0.25f)),
        .. Patch(-9, (-9, 0), (9, 0.25f), (9, -0.25f)),
    ];

    private readonly SKBitmap _frame = new(8, 4);
    private readonly FakeTimeProvider _time = new();

    [Fact]
    public void An_answer_about_a_frame_has_the_needles_way()
    {
        var needle = Answer(Straight, new ResponderRequest("Read it.") { Frame = _frame }).Needle!.Value;

        Assert.Equal(0.5, needle.Way, 1e-6);
        Assert.InRange(needle.Confidence, 0.99, 1);
    }

    [Fact]
    public void A_frame_that_was_read_before_has_it_as_well()
    {
        using var bundle = Bundle(Straight);
        using var engine = InferenceEngine.Load(bundle.Open(), new EngineOptions(Threads: 1));
        var responder = new Responder(engine, FrameLimits.Default, _time, cacheBytes: 1 << 20);
        var request = new ResponderRequest("Read it.") { Frame = _frame };

        var first = responder.Answer(request, null, CancellationToken.None).Answer!;
        var second = responder.Answer(request, null, CancellationToken.None).Answer!;

        Assert.Equal(first.Needle, second.Needle);
        Assert.NotNull(second.Needle);
        Assert.Equal(first.Text, second.Text);
        Assert.True(responder.Cache.Inputs > 0, "nothing was known");
    }

    [Fact]
    public void A_text_has_none_nor_has_a_frame_without_marks()
    {
        Assert.Null(Answer(Straight, new ResponderRequest("Read it.")).Needle);
        Assert.Null(
            Answer(
                [.. Patch(-9, (-9, 0), (-9, 0), (-9, 0)), .. Patch(-9, (-9, 0), (-9, 0), (-9, 0))],
                new ResponderRequest("Read it.") { Frame = _frame }
            ).Needle
        );
    }

    [Fact]
    public void Text_is_held_back_only_where_a_needle_is_seen_and_somebody_wants_that()
    {
        var request = new ResponderRequest("Read it.") { Frame = _frame };
        var texts = new List<string>();

        Answer(Straight, request with { HoldsGauges = true }, texts.Add);
        Assert.Empty(texts);
        Answer(Straight, request, texts.Add);
        Assert.NotEmpty(texts);
        texts.Clear();
        Answer(null, request with { HoldsGauges = true }, texts.Add);
        Assert.NotEmpty(texts);
    }

    private static float[] Patch(float pivot, params (float Score, float X)[] points) =>
        [pivot, 0, 0, .. points.SelectMany(point => new[] { point.Score, point.X, 0 }), -9, 0, 0]; // no hour hand

    private Answer Answer(float[]? keypoints, ResponderRequest request, Action<string>? onText = null)
    {
        using var bundle = Bundle(keypoints);
        using var engine = InferenceEngine.Load(bundle.Open(), new EngineOptions(Threads: 1));
        var responder = new Responder(engine, FrameLimits.Default, _time, cacheBytes: 1 << 20);
        return responder.Answer(request, onText, CancellationToken.None).Answer!;
    }

    private static EchoBundle Bundle(float[]? keypoints) =>
        new(
            alter: folder =>
                File.WriteAllBytes(
                    Path.Combine(folder.Path, "encoder.onnx"),
                    EchoBundle.Encoder(true, keypoints: keypoints)
                ),
            change: manifest => manifest with { Vision = manifest.Vision! with { MaxUpscale = 1 } }
        );

    public void Dispose() => _frame.Dispose();
}
