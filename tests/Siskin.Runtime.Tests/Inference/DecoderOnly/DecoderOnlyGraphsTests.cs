using Siskin.Runtime.Bundles;
using Siskin.Runtime.Inference;
using Siskin.Runtime.Tests.Vision;
using Siskin.Runtime.Vision;
using Xunit;

namespace Siskin.Runtime.Tests.Inference.DecoderOnly;

/// <summary>A decoder-only bundle with random weights, as two graphs and as one.</summary>
[Collection(Alone.Name)]
public sealed class DecoderOnlyGraphsTests
{
    [Theory]
    [InlineData("cpu-int8")]
    [InlineData("cpu-int8-alike")]
    [InlineData("cpu-fp32")]
    public void Text_and_frames_are_answered_and_earlier_requests_change_nothing(string variant)
    {
        using var engine = Load(variant);
        var responder = new Responder(engine, FrameLimits.Default, TimeProvider.System);
        using var frame = Frames.Noise(100, 80, 2);
        var framed = new ResponderRequest("Read it.")
        {
            Frame = frame,
            Sensors = "t=1",
            IgnoreEnd = true,
        };

        var first = Ask(responder, framed);
        var text = Ask(responder, new ResponderRequest("Something longer, so that all is overwritten."));
        var again = Ask(responder, framed);

        Assert.Equal(engine.Bundle.Manifest.Model.MaxOutputTokens, first.Tokens.Output);
        Assert.True(first.Tokens.Image > 0 && text.Tokens.Image == 0);
        Assert.Equal((first.Text, first.Confidence), (again.Text, again.Confidence));
        Assert.NotEqual(first.Confidence, text.Confidence);
    }

    [Theory]
    [InlineData("cpu-int8")]
    [InlineData("cpu-int8-alike")]
    public void Decoding_allocates_nothing_per_token(string variant)
    {
        using var engine = Load(variant);
        DecodingAllocations.AssertNone(engine);
    }

    [Fact]
    public void The_longest_input_leaves_room_for_the_longest_answer()
    {
        using var engine = Load("cpu-fp32");
        var model = engine.Bundle.Manifest.Model;
        var responder = new Responder(engine, FrameLimits.Default, TimeProvider.System);

        var answer = Ask(
            responder,
            new ResponderRequest(new string('7', model.MaxInputTokens - 1)) { IgnoreEnd = true }
        );

        Assert.InRange(answer.Tokens.Input, model.MaxInputTokens - 1, model.MaxInputTokens);
        Assert.Equal(model.MaxOutputTokens, answer.Tokens.Output);
    }

    private static InferenceEngine Load(string variant) =>
        InferenceEngine.Load(BundleReader.Open(FixtureBundles.Causal), new EngineOptions(variant, Threads: 1));

    private static Answer Ask(Responder responder, ResponderRequest request)
    {
        var result = responder.Answer(request, null, CancellationToken.None);
        Assert.True(result.Answered, result.Rejection?.Message);
        return result.Answer;
    }
}
