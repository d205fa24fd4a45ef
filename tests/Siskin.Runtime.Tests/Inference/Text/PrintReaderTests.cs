using Siskin.Runtime.Bundles;
using Siskin.Runtime.Inference;
using Siskin.Runtime.Inference.Text;
using Siskin.Runtime.Vision;
using SkiaSharp;
using Xunit;

namespace Siskin.Runtime.Tests.Inference.Text;

/// <summary>Print is found and read by graphs that take white for text and every line for "42".</summary>
public sealed class PrintReaderTests : IDisposable
{
    private readonly EchoBundle _bundle = new(
        alter: folder =>
        {
            File.WriteAllBytes(Path.Combine(folder.Path, "finds.onnx"), OcrBundleGraphs.Finding());
            File.WriteAllBytes(Path.Combine(folder.Path, "reads.onnx"), Recognition());
        },
        change: manifest =>
            manifest with
            {
                Ocr = new OcrGraphs("reads.onnx", "0123456789") { Detection = "finds.onnx" },
            }
    );

    private readonly InferenceEngine _engine;

    public PrintReaderTests() => _engine = InferenceEngine.Load(_bundle.Open(), new EngineOptions(Threads: 1));

    [Fact]
    public void Each_line_is_told_with_its_place_in_the_frame()
    {
        using var frame = Frame(600, 300, new SKRect(60, 60, 120, 84), new SKRect(450, 210, 510, 234));

        var lines = Read(frame);

        Assert.Equal(["42", "42"], lines.Select(line => line.Text));
        Assert.All(lines, line => Assert.Equal(0.9, line.Confidence, 1e-3));
        Assert.Equal((0.15, 0.8), (lines[0].At.X, lines[1].At.X), Near);
        Assert.Equal((0.24, 0.74), (lines[0].At.Y, lines[1].At.Y), Near);
    }

    [Fact]
    public void About_a_pivot_a_line_that_stands_turned_is_read_that_way_as_well()
    {
        using var frame = Frame(600, 600, new SKRect(270, 100, 330, 124), new SKRect(450, 288, 510, 312));

        var lines = new PrintReader(_engine.Finder!, _engine.Lines!).Read(
            frame,
            new FramePoint(0.5, 0.5),
            null,
            CancellationToken.None
        );

        Assert.Equal([0, 1, 1], lines.Select(line => line.Line)); // above the pivot it is read upright anyway
        Assert.Equal(lines[1].At, lines[2].At);
        Assert.Equal((0, 0), (lines[1].Half.Y, lines[2].Half.X), Near);
        Assert.InRange(lines[1].Half.X, 0.045, 0.075);
        Assert.InRange(lines[2].Half.Y, 0.015, 0.045); // as wide as it was high
    }

    [Fact]
    public void A_box_turned_by_a_quarter_is_as_wide_as_it_was_high()
    {
        var turned = new LineBox(10, 20, 8, 4, 30).Turned(120);

        Assert.Equal((10, 20, 120), (turned.X, turned.Y, turned.Degrees));
        Assert.Equal(4, turned.Width, 1e-9);
        Assert.Equal(8, turned.Height, 1e-9);
        Assert.Equal(8, turned.Turned(-150).Width, 1e-9); // and back, upside down
    }

    [Fact]
    public void What_is_too_long_too_thin_or_too_small_is_not_read()
    {
        using var frame = Frame(
            960,
            960,
            new SKRect(100, 100, 700, 130),
            new SKRect(100, 300, 300, 304),
            new SKRect(500, 500, 504, 504)
        );

        Assert.Empty(Read(frame));
    }

    [Fact]
    public void Each_graph_that_ran_is_a_sign_of_life_and_a_request_can_be_cancelled()
    {
        using var frame = Frame(400, 400, new SKRect(60, 60, 120, 84));
        var signs = 0;

        var reader = new PrintReader(_engine.Finder!, _engine.Lines!);
        reader.Read(frame, null, () => signs++, CancellationToken.None);

        Assert.Equal(2, signs);
        Assert.Throws<OperationCanceledException>(() => reader.Read(frame, null, null, new CancellationToken(true)));
    }

    [Fact]
    public void Left_out_by_the_options_nothing_is_found()
    {
        using var engine = InferenceEngine.Load(_bundle.Open(), new EngineOptions(Threads: 1) { Ocr = false });

        Assert.Null(engine.Finder);
    }

    [Fact]
    public void An_engine_beside_has_its_own_buffers()
    {
        using var beside = _engine.Beside();

        Assert.NotNull(beside.Finder);
        Assert.NotSame(_engine.Finder, beside.Finder);
    }

    private static bool Near((double X, double Y) one, (double X, double Y) other) =>
        Math.Abs(one.X - other.X) < 0.01 && Math.Abs(one.Y - other.Y) < 0.01;

    private IReadOnlyList<PrintedLine> Read(SKBitmap frame) =>
        new PrintReader(_engine.Finder!, _engine.Lines!).Read(frame, null, null, CancellationToken.None);

    private static SKBitmap Frame(int width, int height, params SKRect[] lines)
    {
        var frame = new SKBitmap(new SKImageInfo(width, height, SKColorType.Rgba8888, SKAlphaType.Premul));
        using var canvas = new SKCanvas(frame);
        canvas.Clear(SKColors.Black);
        using var white = new SKPaint { Color = SKColors.White };
        foreach (var line in lines)
            canvas.DrawRect(line, white);
        canvas.Flush();
        return frame;
    }

    // 4, blank, 2: nine in ten each.
    private static byte[] Recognition()
    {
        var steps = new float[3 * 11];
        Array.Fill(steps, 0.01f);
        (steps[5], steps[11], steps[22 + 3]) = (0.9f, 0.9f, 0.9f);
        return new OnnxWriter()
            .Input("pixels", OnnxWriter.Float, 1, 3, 48, "width")
            .Constant("steps", steps, 1, 3, 11)
            .Constant("nothing", [0f], 1)
            .Node("ReduceMean", ["pixels"], ["mean"], ("keepdims", 0))
            .Node("Mul", ["mean", "nothing"], ["no_effect"])
            .Node("Add", ["steps", "no_effect"], ["probabilities"])
            .Output("probabilities", OnnxWriter.Float, 1, 3, 11)
            .ToArray();
    }

    public void Dispose()
    {
        _engine.Dispose();
        _bundle.Dispose();
    }
}
