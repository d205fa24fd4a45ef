using Siskin.Runtime.Bundles;
using Xunit;

namespace Siskin.Runtime.Tests.Bundles;

public sealed class StaticGraphsTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    internal static BundleVariant Fixed { get; } =
        Manifests.Example.Variants[1] with
        {
            Static = new StaticGraphs(
                [
                    new Canvas(4, 4, "q/vision-4x4.onnx"),
                    new Canvas(8, 8, "q/vision.onnx"),
                    new Canvas(7, 32, "q/vision-wide.onnx"),
                    new Canvas(32, 7, "q/vision-high.onnx"),
                ],
                [new InputLength(64, "q/encoder-64.onnx"), new InputLength(256, "q/encoder.onnx")],
                new StaticQuantization(
                    new(1.5e-5f, 32768),
                    new(1, 0),
                    new(0.1f, 0),
                    new(0.25f, 7),
                    new(0.00152590219f, 65535),
                    new(1e-3f, 30000)
                ),
                0.01f
            )
            {
                Calibration = "q/calibration.json",
                Weights = "q/weights.bin",
            },
        };

    [Fact]
    public void What_is_written_reads_back_the_same_and_every_file_is_listed()
    {
        var written = Fixed.Static!;
        Write(Fixed);

        var bundle = BundleReader.Open(_folder.Path);

        var read = bundle.Variant("qnn-a16w8").Static!;
        Assert.Equal(written.Canvases, read.Canvases);
        Assert.Equal(written.Lengths, read.Lengths);
        Assert.Equal(written.Quantization, read.Quantization);
        Assert.Equal(
            (written.StandardizationEpsilon, written.Calibration, written.Weights),
            (read.StandardizationEpsilon, read.Calibration, read.Weights)
        );
        Assert.All(written.Files, file => Assert.Contains(file, bundle.Manifest.Sha256.Keys));
        Assert.Null(bundle.Variant("cpu-int8").Static);
    }

    [Theory]
    [InlineData(1, 1, 0)]
    [InlineData(4, 4, 0)]
    [InlineData(4, 5, 1)]
    [InlineData(8, 8, 1)]
    [InlineData(7, 9, 2)]
    [InlineData(9, 7, 3)]
    [InlineData(9, 9, -1)]
    public void The_smallest_canvas_that_holds_a_frame_is_taken(int rows, int columns, int canvas) =>
        Assert.Equal(canvas, Fixed.Static!.CanvasFor(rows, columns));

    [Theory]
    [InlineData(1, 0)]
    [InlineData(64, 0)]
    [InlineData(65, 1)]
    [InlineData(256, 1)]
    [InlineData(257, -1)]
    public void The_shortest_length_that_holds_an_input_is_taken(int tokens, int length) =>
        Assert.Equal(length, Fixed.Static!.LengthFor(tokens));

    [Theory]
    [InlineData(
        "\ntokens = 256",
        "\ntokens = 255",
        "lengths end at 255 tokens; the last must hold max_input_tokens 256"
    )]
    [InlineData("\ntokens = 64", "\ntokens = 256", "lengths 2 has 256 tokens after 256; they must rise")]
    [InlineData("rows = 8\n", "rows = 7\n", "canvases have none for a frame of 8 x 8 patches")]
    [InlineData("rows = 4\n", "rows = 400\n", "the smallest come first")]
    [InlineData("pixels = [1.5E-05, 32768]", "pixels = [0, 32768]", "pixels has the scale 0; it must be above 0")]
    [InlineData("pixels = [1.5E-05, 32768]", "pixels = [1, 1.5]", "has the zero point 1.5; allowed are whole numbers")]
    [InlineData("pixels = [1.5E-05, 32768]", "pixels = [1, 65536]", "pixels is 65536; allowed are 0 to 65535")]
    [InlineData("pixels = [1.5E-05, 32768]", "", "pixels is missing")]
    [InlineData(
        "file = \"q/vision.onnx\"",
        "file = \"../vision.onnx\"",
        "[[variants]] 2: static.[[canvases]] 2: file '../vision.onnx' leaves"
    )]
    [InlineData(
        "file = \"q/encoder.onnx\"",
        "file = \"q/encoder-64.onnx\"",
        "lengths do not hold the variant's encoder 'q/encoder.onnx'"
    )]
    [InlineData(
        "calibration = \"q/",
        "calibration = \"/q/",
        "calibration '/q/calibration.json' is not a relative path"
    )]
    [InlineData("weights = \"q/", "weights = \"../", "weights '../weights.bin' leaves the bundle's folder")]
    [InlineData("weights = \"q/weights", "weights = \"q/unlisted", "[sha256] does not list 'q/unlisted.bin'")]
    [InlineData("[variants.static.quantization]", "[variants.static.other]", "quantization is missing")]
    [InlineData(
        "standardization_epsilon = 0.01",
        "standardization_epsilon = -1",
        "standardization_epsilon is -1; allowed are 0 to 1000"
    )]
    public void A_bad_table_is_refused_in_one_sentence(string text, string replacement, string expected)
    {
        Write(Fixed);
        var file = Path.Combine(_folder.Path, "bundle.toml");
        var manifest = File.ReadAllText(file);
        Assert.Contains(text, manifest, StringComparison.Ordinal);
        File.WriteAllText(file, manifest.Replace(text, replacement, StringComparison.Ordinal));

        var message = Assert.Throws<BundleException>(() => BundleReader.Open(_folder.Path)).Message;

        Assert.Contains(expected, message, StringComparison.Ordinal);
        Assert.Contains("bundle.toml", message, StringComparison.Ordinal);
    }

    public void Dispose() => _folder.Dispose();

    private void Write(BundleVariant variant) =>
        Manifests.WriteTo(_folder, Manifests.Example with { Variants = [Manifests.Example.Variants[0], variant] });
}
