using Siskin.Runtime.Bundles;
using Siskin.Runtime.Inference;
using Siskin.Runtime.Tests.Vision;
using Siskin.Runtime.Vision;
using SkiaSharp;
using Xunit;

namespace Siskin.Runtime.Tests.Inference;

/// <summary>With the exporter's own graphs: the same answers, with less work, in so many bytes.</summary>
[Collection(Alone.Name)]
public sealed class ResponderCacheTests : IDisposable
{
    private const long Bytes = 1 << 20;

    private readonly InferenceEngine _engine = InferenceEngine.Load(
        BundleReader.Open(FixtureBundles.Tiny),
        new EngineOptions("cpu-int8", Threads: 1)
    );

    private readonly Responder _forgetful;
    private readonly Responder _mindful;

    public ResponderCacheTests()
    {
        _forgetful = new Responder(_engine, FrameLimits.Default, TimeProvider.System);
        _mindful = new Responder(_engine, FrameLimits.Default, TimeProvider.System, Bytes);
    }

    public void Dispose()
    {
        _mindful.Forget();
        _engine.Dispose();
    }

    [Fact]
    public void A_second_prompt_on_the_same_frame_runs_no_vision_and_the_same_question_no_encoder()
    {
        var frame = Encoded(1);
        var (one, other) = (Asking("Read it.", frame), Asking("What is it?", frame));

        AssertSame(one);
        Assert.Equal((0, 0), Spared());
        AssertSame(other);
        Assert.Equal((1, 0), Spared());
        AssertSame(one);
        Assert.Equal((1, 1), Spared());
        AssertSame(Asking("Read it.", Encoded(2)));
        Assert.Equal((1, 1), Spared());
        AssertSame(one with { Sensors = "t=1" });
        Assert.Equal((2, 1), Spared());
    }

    [Fact]
    public void A_text_is_encoded_once()
    {
        AssertSame(Asking("Read it.", default));
        AssertSame(Asking("Read it.", default));

        Assert.Equal((0, 1), Spared());
    }

    [Fact]
    public void A_frame_that_was_cut_out_is_known_by_its_pixels_and_whether_it_is_doubted()
    {
        using var frame = Frames.Noise(90, 60, 3);
        using var same = frame.Copy();
        using var other = frame.Copy();
        other.SetPixel(5, 5, new SKColor(1, 2, 3));
        var request = new ResponderRequest("Read it.") { IgnoreEnd = true, MaxTokens = 6 };

        AssertSame(request with { Frame = frame });
        AssertSame(request with { Frame = other });
        Assert.Equal((0, 0), Spared());
        AssertSame(request with { Frame = same });
        Assert.Equal((0, 1), Spared());
        var doubted = Ask(_mindful, request with { Frame = same, FrameDoubtful = true });

        Assert.Equal((0, 1), Spared());
        Assert.True(doubted.FrameDoubtful);
    }

    [Fact]
    public void Many_frames_take_no_more_than_their_bytes_and_are_answered_as_ever()
    {
        const long Few = 100_000;
        var small = new Responder(_engine, FrameLimits.Default, TimeProvider.System, Few);
        for (var i = 0; i < 40; i++)
        {
            AssertSame(Asking("Read it.", Encoded(i)), small);
            Assert.InRange(small.Cache.Bytes, 1, Few);
        }
        AssertSame(Asking("Read it.", Encoded(0)), small);

        Assert.Equal((0, 0), (small.Cache.Frames, small.Cache.Inputs)); // it had to go
        small.Forget();
        Assert.Equal(0, small.Cache.Bytes);
    }

    [Fact]
    public void A_cache_that_holds_nothing_counts_nothing()
    {
        Ask(_forgetful, Asking("Read it.", default));
        Ask(_forgetful, Asking("Read it.", default));

        Assert.Equal(default, _forgetful.Cache);
    }

    private (long Frames, long Inputs) Spared() => (_mindful.Cache.Frames, _mindful.Cache.Inputs);

    private void AssertSame(ResponderRequest request, Responder? responder = null)
    {
        var (expected, actual) = (Ask(_forgetful, request), Ask(responder ?? _mindful, request));

        Assert.Equal(expected.Text, actual.Text);
        Assert.Equal(expected.Likelihood, actual.Likelihood);
        Assert.Equal(expected.Tokens, actual.Tokens);
    }

    private static ResponderRequest Asking(string prompt, ReadOnlyMemory<byte> image) =>
        new(prompt)
        {
            Image = image,
            IgnoreEnd = true,
            MaxTokens = 6,
        };

    private static byte[] Encoded(int seed)
    {
        using var frame = Frames.Noise(160, 120, seed);
        using var data = frame.Encode(SKEncodedImageFormat.Png, 100);
        return data.ToArray();
    }

    private static Answer Ask(Responder responder, ResponderRequest request)
    {
        var result = responder.Answer(request, null, CancellationToken.None);
        Assert.True(result.Answered, result.Rejection?.Message);
        return result.Answer;
    }
}
