using Siskin.Runtime.Bundles;
using Siskin.Runtime.Inference;
using Siskin.Runtime.Inference.Instruments.Dials;
using Siskin.Runtime.Inference.Strips;
using Siskin.Runtime.Providers;
using SkiaSharp;

namespace Siskin.Runtime.Tests.Inference.Instruments.Dials;

/// <summary>
/// A graph in the place of the network that finds hands, which takes what is dark far out for the tips of the needle
/// and of the minute hand, and what is dark nearer to the pivot, but not far out, for that of the hour hand.
/// </summary>
internal sealed class HandGraph : IDisposable
{
    // Of the strip, from the pivot outwards.
    private const int HourFrom = 8,
        HourTo = 13,
        TipFrom = 19,
        TipTo = 24;

    private readonly EchoBundle _bundle;
    private readonly StripSession _session;

    /// <param name="gain">How sure it is of what is dark.</param>
    public HandGraph(float gain = 60)
    {
        _bundle = new EchoBundle(
            alter: folder =>
            {
                Directory.CreateDirectory(Path.Combine(folder.Path, "strips"));
                File.WriteAllBytes(Path.Combine(folder.Path, "strips", "hands.onnx"), Graph(gain));
            },
            change: manifest => manifest with { Strips = new StripGraphs([new("hands", "strips/hands.onnx")]) }
        );
        _session = HandFinder.Open(_bundle.Open(), new SessionSettings(1, false), HelperTerms.Quiet)!;
        Finder = new HandFinder(_session);
    }

    public HandFinder Finder { get; }

    /// <summary>Takes the file away that is opened at the first look.</summary>
    public void Lose() => File.Delete(Path.Combine(_bundle.Path, "strips", "hands.onnx"));

    /// <summary>A clock of one radius of 70 pixels about the middle of a white frame.</summary>
    public static SKBitmap Clock(double minutes, SKPoint? middle = null, int width = 200, int height = 200)
    {
        var frame = new SKBitmap(new SKImageInfo(width, height, SKColorType.Rgba8888, SKAlphaType.Opaque));
        using var canvas = new SKCanvas(frame);
        using var pen = new SKPaint { StrokeWidth = 5, IsAntialias = true };
        canvas.Clear(SKColors.White);
        canvas.Translate(middle ?? new SKPoint(width / 2f, height / 2f));
        foreach (var (turn, length) in new[] { (minutes / 60, 60f), (minutes / 720, 34f) })
        {
            canvas.Save();
            canvas.RotateDegrees((float)(turn % 1 * 360));
            canvas.DrawLine(0, 0, 0, -length, pen);
            canvas.Restore();
        }

        return frame;
    }

    public void Dispose()
    {
        _session.Dispose();
        _bundle.Dispose();
    }

    private static byte[] Graph(float gain)
    {
        var (radii, hands) = (DialPicture.Radii, HandFinder.Shape.Outputs);
        var weights = new float[hands * radii];
        for (var radius = TipFrom; radius < TipTo; radius++)
        {
            weights[((int)DialHand.Needle * radii) + radius] = -gain / (TipTo - TipFrom);
            weights[((int)DialHand.Minute * radii) + radius] = -gain / (TipTo - TipFrom);
            weights[((int)DialHand.Hour * radii) + radius] = gain / (TipTo - TipFrom);
        }

        for (var radius = HourFrom; radius < HourTo; radius++)
            weights[((int)DialHand.Hour * radii) + radius] = -gain / (HourTo - HourFrom);
        return new OnnxWriter()
            .Input("strips", OnnxWriter.Float, "strips", DialPicture.Channels, radii, DialPicture.Angles)
            .Constant("weights", weights, hands, radii)
            .Node("ReduceMean", ["strips"], ["light"], ("axes", new long[] { 1 }), ("keepdims", 0)) // (B, H, L)
            .Node("MatMul", ["weights", "light"], ["logits"]) // (B, K, L)
            .Output("logits", OnnxWriter.Float, "strips", hands, DialPicture.Angles)
            .ToArray();
    }
}
