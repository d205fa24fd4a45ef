using Siskin.Runtime.Bundles;
using Siskin.Runtime.Inference;
using Siskin.Runtime.Tests.Vision;
using Siskin.Runtime.Vision;
using Xunit;

namespace Siskin.Runtime.Tests.Inference.EncoderDecoder.FixedShapes;

/// <summary>A variant of fixed shapes beside the float one of the same random weights.</summary>
public sealed class FixedShapesTests
{
    private const string Variant = "qnn-a16w8";

    [Theory]
    [InlineData(0, 0)]
    [InlineData(1, 1)] // 1 x 1 patches at the largest enlargement
    [InlineData(64, 64)]
    [InlineData(640, 20)]
    [InlineData(20, 640)]
    [InlineData(1920, 1080)]
    public void Frames_of_every_aspect_are_answered_as_the_float_variant_answers_them(int width, int height)
    {
        using var frame = width == 0 ? null : Frames.Noise(width, height, 1);
        var request = new ResponderRequest("Read it.")
        {
            Frame = frame,
            Sensors = "t=1",
            MaxTokens = 5,
            IgnoreEnd = true,
        };

        var expected = Ask("cpu-fp32", request);
        var answer = Ask(Variant, request);

        Assert.Equal(expected.Tokens, answer.Tokens);
        Assert.InRange(answer.Confidence, expected.Confidence * 0.8, expected.Confidence * 1.25);
    }

    [Theory]
    [InlineData(64)] // exactly the first length
    [InlineData(65)] // one more
    [InlineData(128)]
    public void Inputs_at_the_edge_of_a_length_are_answered_as_the_float_variant_answers_them(int tokens)
    {
        var request = new ResponderRequest(new string('x', tokens)) { MaxTokens = 1 };

        var expected = Ask("cpu-fp32", request);
        var answer = Ask(Variant, request);

        Assert.Equal(tokens, answer.Tokens.Input);
        Assert.InRange(answer.Confidence, expected.Confidence * 0.9, expected.Confidence * 1.1);
    }

    [Fact]
    public void Choices_that_part_late_are_as_likely_as_the_float_variant_finds_them()
    {
        var request = new ResponderRequest("Which?") { Choices = ["abcdefgh", "abcdefxy", "abcdpqrs", "01234567"] };

        var expected = Ask("cpu-fp32", request).Choices!;
        var answer = Ask(Variant, request).Choices!;

        Assert.All(
            expected.Zip(answer),
            pair => Assert.InRange(pair.Second.Probability, pair.First.Probability * 0.9, pair.First.Probability * 1.1)
        );
    }

    [Fact]
    public void An_input_longer_than_every_length_is_refused()
    {
        using var engine = Load(Variant);
        var responder = new Responder(engine, FrameLimits.Default, TimeProvider.System);

        var result = responder.Answer(new ResponderRequest(new string('x', 129)), null, CancellationToken.None);

        Assert.Equal(413, result.Rejection?.Code);
    }

    [Fact]
    public void Decoding_allocates_nothing_per_token()
    {
        using var engine = Load(Variant);
        DecodingAllocations.AssertNone(engine);
    }

    [Fact]
    public void The_cpu_does_not_run_it_unless_it_is_to_be_evaluated()
    {
        var bundle = BundleReader.Open(FixtureBundles.RandomNpu);

        var refused = Assert.Throws<BundleException>(() => InferenceEngine.Load(bundle, new EngineOptions(Variant)));
        using var engine = Load(Variant);

        Assert.Contains("'qnn'", refused.Message, StringComparison.Ordinal);
        Assert.Equal("cpu", engine.Provider);
    }

    [Fact]
    public void A_graph_of_another_shape_than_the_manifest_says_is_refused()
    {
        using var folder = new TemporaryFolder();
        var bundle = BundleReader.Open(FixtureBundles.RandomNpu);
        foreach (var file in bundle.Manifest.Sha256.Keys)
            Copy(bundle.PathOf(file), Path.Combine(folder.Path, file));
        var variant = bundle.Variant(Variant);
        Canvas[] canvases = [.. variant.Static!.Canvases];
        canvases[0] = canvases[0] with { File = canvases[^1].File };
        var swapped = variant with { Static = variant.Static with { Canvases = canvases } };
        BundleWriter.Write(folder.Path, bundle.Manifest with { Variants = [bundle.Manifest.Variants[0], swapped] });

        var refused = Assert.Throws<BundleException>(() =>
            InferenceEngine.Load(
                BundleReader.Open(folder.Path),
                new EngineOptions(Variant, Threads: 1) { EvaluateOnCpu = true }
            )
        );

        Assert.Contains(canvases[^1].File, refused.Message, StringComparison.Ordinal);
        Assert.Contains("'pixels'", refused.Message, StringComparison.Ordinal);
    }

    private static void Copy(string from, string to)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(to)!);
        File.Copy(from, to);
    }

    private static InferenceEngine Load(string variant) =>
        InferenceEngine.Load(
            BundleReader.Open(FixtureBundles.RandomNpu),
            new EngineOptions(variant, Threads: 1) { EvaluateOnCpu = true }
        );

    private static Answer Ask(string variant, ResponderRequest request)
    {
        using var engine = Load(variant);
        var result = new Responder(engine, FrameLimits.Default, TimeProvider.System).Answer(
            request,
            null,
            CancellationToken.None
        );
        Assert.True(result.Answered, result.Rejection?.Message);
        return result.Answer;
    }
}
