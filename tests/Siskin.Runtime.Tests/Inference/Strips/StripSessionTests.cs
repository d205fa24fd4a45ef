using Siskin.Runtime.Bundles;
using Siskin.Runtime.Inference;
using Siskin.Runtime.Inference.Strips;
using Siskin.Runtime.Providers;
using Xunit;

namespace Siskin.Runtime.Tests.Inference.Strips;

public sealed class StripSessionTests
{
    private static readonly StripShape Shape = new(3, 4, 8, 1);

    [Fact]
    public void It_says_of_every_strip_where_it_is_brightest()
    {
        using var bundle = Bundle(Brightness(3, 4, 8));
        using var session = Open(bundle)!;
        var strips = new float[2 * Shape.Values];
        Fill(strips.AsSpan(0, Shape.Values), 2);
        Fill(strips.AsSpan(Shape.Values), 7);

        var outputs = session.Run(strips);

        Assert.Equal([2, 7], outputs.Select(output => (int)Math.Round(output.Peak(circular: false).At)));
        Assert.All(outputs, output => Assert.Equal(1, output.Shares.Sum(), 1e-5));

        static void Fill(Span<float> strip, int place)
        {
            for (var row = 0; row < 12; row++)
                strip[(8 * row) + place] = 30;
        }
    }

    // e to the power of a hundred is no number of 32 bits.
    [Fact]
    public void Scores_may_be_as_large_as_they_are()
    {
        var output = StripOutput.OfLogits([100, 90, 250, 250, -400]);

        Assert.Equal([0, 0, 0.5f, 0.5f, 0], output.Shares.Select(share => MathF.Round(share, 5)));
    }

    [Fact]
    public void A_part_of_a_strip_is_refused()
    {
        using var bundle = Bundle(Brightness(3, 4, 8));
        using var session = Open(bundle)!;

        var error = Assert.Throws<ArgumentException>(() => session.Run(new float[Shape.Values + 1]));

        Assert.Contains("97 numbers are no strips of 96", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_graph_of_other_strips_is_refused()
    {
        using var bundle = Bundle(Brightness(3, 4, 9));
        using var session = Open(bundle)!;

        var error = Assert.Throws<BundleException>(() => session.Run(new float[Shape.Values]));

        Assert.Contains(
            "has 'strips' as (-1, 3, 4, 9), bundle.toml asks for (-1, 3, 4, 8)",
            error.Message,
            StringComparison.Ordinal
        );
    }

    [Fact]
    public void A_bundle_without_one_has_none()
    {
        using var bundle = new EchoBundle();

        Assert.Null(Open(bundle));
    }

    private static StripSession? Open(EchoBundle bundle) =>
        StripSession.Of(
            bundle.Open(),
            new SessionSettings(1, false),
            StripGraphs.Hands,
            Shape,
            "nothing is found",
            HelperTerms.Quiet
        );

    private static EchoBundle Bundle(byte[] graph) =>
        new(
            alter: folder =>
            {
                Directory.CreateDirectory(Path.Combine(folder.Path, "strips"));
                File.WriteAllBytes(Path.Combine(folder.Path, "strips", "hands.onnx"), graph);
            },
            change: manifest => manifest with { Strips = new StripGraphs([new("hands", "strips/hands.onnx")]) }
        );

    // Scores the mean of each place over colours and across.
    private static byte[] Brightness(int channels, int height, int length) =>
        new OnnxWriter()
            .Input("strips", OnnxWriter.Float, "strips", channels, height, length)
            .Node("ReduceMean", ["strips"], ["light"], ("axes", new long[] { 1 }), ("keepdims", 0)) // (B, H, L)
            .Node("ReduceMean", ["light"], ["logits"], ("axes", new long[] { 1 }), ("keepdims", 1)) // (B, 1, L)
            .Output("logits", OnnxWriter.Float, "strips", 1, length)
            .ToArray();
}
