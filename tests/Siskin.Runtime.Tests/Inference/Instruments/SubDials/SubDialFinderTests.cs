using Siskin.Runtime.Bundles;
using Siskin.Runtime.Inference;
using Siskin.Runtime.Inference.Instruments.Dials;
using Siskin.Runtime.Inference.Instruments.SubDials;
using Siskin.Runtime.Inference.Strips;
using Siskin.Runtime.Providers;
using SkiaSharp;
using Xunit;

namespace Siskin.Runtime.Tests.Inference.Instruments.SubDials;

/// <summary>A graph to which what is dark half way out is the needle, and what is dark at the edge zero.</summary>
public sealed class SubDialFinderTests : IDisposable
{
    private const string File = "strips/sub_dials.onnx";

    private readonly EchoBundle _bundle = new(
        alter: folder =>
        {
            Directory.CreateDirectory(Path.Combine(folder.Path, "strips"));
            System.IO.File.WriteAllBytes(Path.Combine(folder.Path, File), Graph());
        },
        change: manifest => manifest with { Strips = new StripGraphs([new(StripGraphs.SubDials, File)]) }
    );
    private readonly StripSession _session;

    public SubDialFinderTests() =>
        _session = SubDialFinder.Open(_bundle.Open(), new SessionSettings(1, false), HelperTerms.Quiet)!;

    public void Dispose()
    {
        _session.Dispose();
        _bundle.Dispose();
    }

    [Theory]
    [InlineData(0, "0.0")]
    [InlineData(90, "2.5")]
    [InlineData(216, "6.0")]
    [InlineData(342, "9.5")]
    public void A_needle_is_read_from_zero_on(double degrees, string expected)
    {
        using var frame = Dial(degrees, zero: 0);

        var reading = new SubDialFinder(_session).Find(frame);

        Assert.Equal(expected, reading.Text);
        Assert.InRange(reading.Share, 0.8, 1);
        Assert.Equal(1, reading.Shares.Sum(), 1e-3);
    }

    [Fact]
    public void A_dial_that_leans_is_read_from_its_own_zero()
    {
        using var frame = Dial(100, zero: 10);

        Assert.Equal(2.5, new SubDialFinder(_session).Find(frame).Value, 0.1);
    }

    [Fact]
    public void What_hangs_upside_down_is_hardly_a_zero()
    {
        using var frame = Dial(90, zero: 180, second: 0);

        Assert.Equal("2.5", new SubDialFinder(_session).Find(frame).Text);
    }

    [Fact]
    public void A_bundle_without_the_graph_has_none()
    {
        using var bundle = new EchoBundle();

        Assert.Null(SubDialFinder.Open(bundle.Open(), new SessionSettings(1, false), HelperTerms.Quiet));
    }

    // A needle as far as half way out, and a mark or two at the edge.
    private static SKBitmap Dial(double degrees, double zero, double? second = null)
    {
        var frame = new SKBitmap(new SKImageInfo(120, 120, SKColorType.Rgba8888, SKAlphaType.Opaque));
        using var canvas = new SKCanvas(frame);
        using var pen = new SKPaint { StrokeWidth = 5, IsAntialias = true };
        canvas.Clear(SKColors.White);
        canvas.Translate(60, 60);
        foreach (
            var (turn, from, to) in new (double?, float, float)[] { (degrees, 0, 36), (zero, 44, 57), (second, 44, 57) }
        )
        {
            if (turn is not { } angle)
                continue;
            canvas.Save();
            canvas.RotateDegrees((float)angle);
            canvas.DrawLine(0, -from, 0, -to, pen);
            canvas.Restore();
        }

        canvas.Flush();
        return frame;
    }

    private static byte[] Graph()
    {
        const int Radii = DialPicture.Radii;
        const float Gain = 60;
        var weights = new float[2 * Radii];
        for (var radius = 10; radius < 18; radius++)
            weights[radius] = -Gain / 8;
        for (var radius = 25; radius < 29; radius++)
            weights[Radii + radius] = -Gain / 4;
        return new OnnxWriter()
            .Input("strips", OnnxWriter.Float, "strips", DialPicture.Channels, Radii, DialPicture.Angles)
            .Constant("weights", weights, 2, Radii)
            .Node("ReduceMean", ["strips"], ["light"], ("axes", new long[] { 1 }), ("keepdims", 0)) // (B, H, L)
            .Node("MatMul", ["weights", "light"], ["logits"]) // (B, K, L)
            .Output("logits", OnnxWriter.Float, "strips", 2, DialPicture.Angles)
            .ToArray();
    }
}
