using Siskin.Runtime.Bundles;
using Siskin.Runtime.Inference;
using Siskin.Runtime.Tests.Vision;
using Siskin.Runtime.Vision;
using SkiaSharp;
using Xunit;

namespace Siskin.Runtime.Tests.Inference;

/// <summary>What only the exporter's own operators can show: a bundle with random weights, both variants.</summary>
[Collection(Alone.Name)]
public sealed class ExportedBundleTests
{
    [Theory]
    [InlineData("cpu-int8")]
    [InlineData("cpu-fp32")]
    public void Text_and_frames_of_every_aspect_are_answered(string variant)
    {
        using var engine = Load(variant);
        var responder = new Responder(engine, FrameLimits.Default, TimeProvider.System);
        foreach ((var width, var height) in new[] { (0, 0), (1, 1), (64, 64), (640, 20), (20, 640), (1920, 1080) })
        {
            using var frame = width == 0 ? null : Frames.Noise(width, height, 1);
            var request = new ResponderRequest("Read it.")
            {
                Frame = frame,
                Sensors = "t=1",
                MaxTokens = 5,
                IgnoreEnd = true,
            };

            var answer = Ask(responder, request);

            Assert.Equal(5, answer.Tokens.Output);
            Assert.Equal(frame is null, answer.Tokens.Image == 0);
            Assert.InRange(answer.Confidence, double.Epsilon, 1);
        }
    }

    [Theory]
    [InlineData("cpu-int8")]
    [InlineData("cpu-fp32")]
    public void Earlier_requests_do_not_change_an_answer(string variant)
    {
        using var engine = Load(variant);
        var responder = new Responder(engine, FrameLimits.Default, TimeProvider.System);
        using var frame = Frames.Noise(100, 80, 2);
        var request = new ResponderRequest("Read it.")
        {
            Frame = frame,
            MaxTokens = 16,
            IgnoreEnd = true,
        };

        var first = Ask(responder, request);
        Ask(
            responder,
            new ResponderRequest("Something longer, so that every buffer is overwritten.") { IgnoreEnd = true }
        );
        var again = Ask(responder, request);

        Assert.Equal(first.Text, again.Text);
        Assert.Equal(first.Confidence, again.Confidence);
    }

    [Fact]
    public void Frame_changes_what_the_decoder_sees()
    {
        using var engine = Load("cpu-fp32");
        var responder = new Responder(engine, FrameLimits.Default, TimeProvider.System);
        using var one = Frames.Noise(100, 80, 2);
        using var other = Frames.RedThenBlue(100, 80);

        var confidence = Ask(responder, new ResponderRequest("Read it.") { Frame = one, MaxTokens = 1 }).Confidence;

        Assert.NotEqual(
            confidence,
            Ask(responder, new ResponderRequest("Read it.") { Frame = other, MaxTokens = 1 }).Confidence
        );
    }

    [Theory]
    [InlineData("cpu-int8")]
    [InlineData("cpu-fp32")]
    public void Decoding_allocates_nothing_per_token(string variant)
    {
        using var engine = Load(variant);
        DecodingAllocations.AssertNone(engine);
    }

    [Fact]
    public void Decoding_allocates_nothing_per_token_where_others_could_join()
    {
        using var engine = InferenceEngine.Load(
            BundleReader.Open(FixtureBundles.Batch),
            new EngineOptions("cpu-int8", Threads: 1) { Together = 4 }
        );
        DecodingAllocations.AssertNone(engine);
    }

    [Fact]
    public void Hundred_answers_leave_the_managed_heap_as_it_was()
    {
        using var engine = Load("cpu-int8");
        var responder = new Responder(engine, FrameLimits.Default, TimeProvider.System);
        using var frame = Frames.Noise(320, 240, 2);
        var request = new ResponderRequest("Read it.")
        {
            Image = Frames.Encode(frame, SKEncodedImageFormat.Jpeg),
            MaxTokens = 4,
        };
        Ask(responder, request);

        var before = GC.GetTotalMemory(forceFullCollection: true);
        for (var i = 0; i < 100; i++)
            Ask(responder, request);

        Assert.InRange(GC.GetTotalMemory(forceFullCollection: true) - before, long.MinValue, 200_000);
    }

    private static InferenceEngine Load(string variant) =>
        InferenceEngine.Load(BundleReader.Open(FixtureBundles.Tiny), new EngineOptions(variant, Threads: 1));

    private static Answer Ask(Responder responder, ResponderRequest request)
    {
        var result = responder.Answer(request, null, CancellationToken.None);
        Assert.True(result.Answered, result.Rejection?.Message);
        return result.Answer;
    }
}
