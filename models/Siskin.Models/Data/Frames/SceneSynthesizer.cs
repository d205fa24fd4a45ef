using Siskin.Runtime.Inference.Instruments;
using Siskin.Runtime.Vision;
using SkiaSharp;

namespace Siskin.Models.Data.Frames;

/// <summary>
/// Draws instruments in their surroundings: frames of the reading tasks as a camera on a wall takes them, and the
/// samples of the task that finds an instrument.
/// </summary>
internal sealed class SceneSynthesizer
{
    /// <summary>The answer where the instrument that was asked for is not in the frame.</summary>
    public const string Nowhere = BoxAnswer.None;

    /// <summary>What a question about a place begins with, before the question about the reading.</summary>
    public const string Prompt = AskedPlace.Prompt;

    // Pixels that a prepared frame has room for: 121 patches of 16 x 16.
    private const double PreparedPixels = 30_976;

    // The least size in pixels of what must be recognized in the prepared frame.
    private const double MinDetail = 5.5;

    // How often a whole scene is seen from aside.
    private const double TiltShare = 0.4;

    private readonly FrameFonts _fonts;
    private readonly bool _isVaried;
    private readonly Backdrops _backdrops;
    private readonly (FrameTask Task, IInstrument Instrument)[] _sought;
    private readonly double[] _weights;

    /// <param name="fonts">Faces for digits and text.</param>
    /// <param name="options">How instruments are drawn, and the photographs that stand behind them.</param>
    public SceneSynthesizer(FrameFonts fonts, FrameOptions options)
    {
        _fonts = fonts;
        _isVaried = options.IsVaried;
        _backdrops = new Backdrops(options.Photographs);
        _sought =
        [
            .. FrameTasks.All.Where(task => task.Sought > 0).Select(task => (task, task.Instrument(fonts, options))),
        ];
        _weights = [.. _sought.Select(each => each.Task.Sought)];
    }

    /// <summary>The drawing in surroundings in which it can still be read, or as it is.</summary>
    /// <param name="rng">Everything about them.</param>
    /// <param name="drawing">The receiver disposes the result's bitmap; this one's is disposed when it is another.</param>
    public Drawing Surround(Random rng, Drawing drawing)
    {
        var longSide = rng.Next(176, 420);
        var scene = Scene.Empty(rng, _fonts, _backdrops, longSide, _isVaried);
        var body = drawing.Body;
        var whole = Math.Min(scene.Bitmap.Width / body.Width, scene.Bitmap.Height / body.Height);
        var prepared = Math.Min(1.5, Math.Sqrt(PreparedPixels / ((double)scene.Bitmap.Width * scene.Bitmap.Height)));
        var least = MinDetail / (drawing.Detail * whole * prepared);
        if (least > 0.9)
        {
            scene.Dispose();
            return drawing;
        }

        var share = rng.LogBetween(Math.Max(0.22, least), 0.97);
        if (scene.Mount(rng, drawing, share) is not { } mounted)
        {
            scene.Dispose();
            return drawing;
        }

        drawing.Bitmap.Dispose();
        return Tilted(rng, scene, mounted).Drawing;
    }

    /// <summary>A frame with one or more instruments and the place of the one that the prompt asks for.</summary>
    public (string Prompt, Drawing Drawing) DrawPlace(Random rng, double canonicalPromptShare)
    {
        var (task, instrument) = _sought[rng.Weighted(_weights)];
        var ask = task.DrawPrompt(rng, canonicalPromptShare);
        var scene = Scene.Empty(rng, _fonts, _backdrops, rng.Next(176, 420), _isVaried);
        if (rng.Chance(0.05))
            return ($"{Prompt} {ask}", Place(scene, null, 8));
        if (rng.Chance(0.18) && DrawPair(rng, scene, task.Name, instrument) is { } pair)
            return pair;
        var target = Mount(rng, scene, instrument, rng.LogBetween(0.14, 0.97), null);
        for (var others = rng.Weighted(5, 2, 1); others > 0 && target is not null; others--)
        {
            var other = rng.PickFrom(_sought).Instrument;
            if (other != instrument)
                Mount(rng, scene, other, rng.LogBetween(0.12, 0.4), null);
        }

        if (target is null)
            return ($"{Prompt} {ask}", Place(scene, null, 8));
        target = Tilted(rng, scene, target);
        var (box, detail) = (target.Drawing.Asked ?? target.Box, target.Drawing.Detail);
        return ($"{Prompt} {(target.Drawing.Asked is null ? ask : target.Drawing.Prompt)}", Place(scene, box, detail));
    }

    // Two of a kind, of which the prompt names one by its side.
    private (string Prompt, Drawing Drawing)? DrawPair(Random rng, Scene scene, string kind, IInstrument instrument)
    {
        var (width, height) = (scene.Bitmap.Width, scene.Bitmap.Height);
        var beside = width >= height;
        var middle = rng.Between(0.42, 0.58) * (beside ? width : height);
        SKRect[] parts = beside
            ? [new SKRect(0, 0, middle, height), new SKRect(middle, 0, width, height)]
            : [new SKRect(0, 0, width, middle), new SKRect(0, middle, width, height)];
        var first = Mount(rng, scene, instrument, rng.Between(0.45, 0.95), parts[0]);
        var second = Mount(rng, scene, instrument, rng.Between(0.45, 0.95), parts[1]);
        if (first is null || second is null)
            return null;
        var pick = rng.Next(2);
        var side = beside
            ? (pick == 0 ? "left" : "right")
            : (pick == 0 ? rng.Pick("upper", "top") : rng.Pick("lower", "bottom"));
        var ask = rng.Pick($"Read the {side} {kind}.", $"What does the {side} {kind} show?", $"{side} {kind}?");
        var (asked, other) = pick == 0 ? (first, second) : (second, first);
        return ($"{Prompt} {ask}", Place(scene, asked.Box, Math.Min(asked.Drawing.Detail, other.Drawing.Detail)));
    }

    private Mounted Tilted(Random rng, Scene scene, Mounted mounted) =>
        _isVaried && rng.Chance(TiltShare) && scene.Tilt(rng, mounted) is { } tilted ? tilted : mounted;

    private static Mounted? Mount(Random rng, Scene scene, IInstrument instrument, double share, SKRect? part)
    {
        var drawing = instrument.Draw(rng);
        using var bare = drawing.Bitmap;
        return scene.Mount(rng, drawing, share, part);
    }

    private static Drawing Place(Scene scene, SKRect? box, float detail) =>
        new(
            scene.Bitmap,
            box is { } place ? Print(place, scene.Bitmap.Width, scene.Bitmap.Height) : Nowhere,
            box is null ? Scoring.Exact : LocateTask.Found,
            // An instrument is found long after its digits are gone, but not in a blur of its own size.
            Math.Clamp(detail, 5, 12)
        );

    /// <summary>What the answer says of a box in a frame, <see cref="BoxAnswer"/>.</summary>
    public static string Print(SKRect box, int width, int height) =>
        BoxAnswer.Print(new FrameRegion(box.Left / width, box.Top / height, box.Width / width, box.Height / height));
}
