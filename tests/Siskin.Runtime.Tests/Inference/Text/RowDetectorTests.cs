using Siskin.Runtime.Bundles;
using Siskin.Runtime.Inference;
using Siskin.Runtime.Inference.Text;
using Siskin.Runtime.Providers;
using Siskin.Runtime.Tests.Vision;
using SkiaSharp;
using Xunit;

namespace Siskin.Runtime.Tests.Inference.Text;

public sealed class RowDetectorTests
{
    private const string File = "strips/row_detector.onnx";

    [Theory]
    [InlineData(640, 400, 320, 192)]
    [InlineData(100, 1000, 32, 320)]
    [InlineData(2000, 10, 320, 16)]
    public void A_frame_of_any_shape_is_seen_with_its_longer_side_at_320_pixels(
        int wide,
        int high,
        int width,
        int height
    )
    {
        using var bundle = new EchoBundle(alter: folder => Write(folder, 3), change: Added);
        using var detector = RowDetector.Open(bundle.Open(), new SessionSettings(1, false), HelperTerms.Quiet)!;
        using var frame = Frames.Solid(wide, high, SKColors.White);
        using var image = SKImage.FromBitmap(frame);

        var row = Assert.Single(detector.Find(image).Rows).Box;

        // All of the frame says that it is a row of 16 pixels' height, read from left to right.
        Assert.Equal(wide / 2.0, row.X, wide / 16.0);
        Assert.Equal(high / 2.0, row.Y, high / 8.0);
        Assert.Equal(16 * ((wide / (double)width) + (high / (double)height)) / 2, row.Height, 0.1);
    }

    [Fact]
    public void A_graph_of_other_colours_is_named()
    {
        using var bundle = new EchoBundle(alter: folder => Write(folder, 1), change: Added);
        using var detector = RowDetector.Open(bundle.Open(), new SessionSettings(1, false), HelperTerms.Quiet)!;
        using var frame = Frames.Solid(64, 64, SKColors.White);
        using var image = SKImage.FromBitmap(frame);

        var error = Assert.Throws<BundleException>(() => detector.Find(image));

        Assert.Contains(File, error.Message, StringComparison.Ordinal);
        Assert.Contains("pixels", detector.Problem, StringComparison.Ordinal);
    }

    [Fact]
    public void A_bundle_without_the_graph_has_none()
    {
        using var bundle = new EchoBundle();

        Assert.Null(RowDetector.Open(bundle.Open(), new SessionSettings(1, false), HelperTerms.Quiet));
    }

    private static BundleManifest Added(BundleManifest manifest) =>
        manifest with
        {
            Strips = new StripGraphs([new(StripGraphs.RowDetector, File)]),
        };

    // Every cell is one of a row as high as 16 pixels, whatever the frame shows.
    private static void Write(TemporaryFolder folder, int channels)
    {
        Directory.CreateDirectory(Path.Combine(folder.Path, "strips"));
        System.IO.File.WriteAllBytes(
            Path.Combine(folder.Path, File),
            new OnnxWriter()
                .Input("pixels", OnnxWriter.Float, 1, channels, "H", "W")
                .Constant("nothing", [0f])
                .Constant("told", [6f, 0f, 1f, 0f], 1, 4, 1, 1)
                .Node("ReduceMean", ["pixels"], ["light"], ("axes", new long[] { 1 }), ("keepdims", 1))
                .Node(
                    "AveragePool",
                    ["light"],
                    ["cells"],
                    ("kernel_shape", new long[] { 4, 4 }),
                    ("strides", new long[] { 4, 4 })
                )
                .Node("Mul", ["cells", "nothing"], ["none"])
                .Node("Add", ["none", "told"], ["logits"])
                .Output("logits", OnnxWriter.Float, 1, 4, "h", "w")
                .ToArray()
        );
    }
}
