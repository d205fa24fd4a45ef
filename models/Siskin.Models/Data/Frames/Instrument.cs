using Siskin.Runtime.Inference.Instruments;
using Siskin.Runtime.Vision;
using SkiaSharp;

namespace Siskin.Models.Data.Frames;

/// <summary>Draws one kind of instrument, ideally lit and sharp, with its reading.</summary>
internal interface IInstrument
{
    /// <summary>Draws an instrument with everything about it taken from <paramref name="rng"/>.</summary>
    Drawing Draw(Random rng);

    /// <summary>Which frames do not show its reading.</summary>
    UnreadableTraits Unreadable => UnreadableTraits.Usual;
}

/// <summary>A drawn instrument before light and camera spoil it.</summary>
/// <param name="Bitmap">The picture; the receiver disposes it.</param>
/// <param name="Answer">Its reading.</param>
/// <param name="Score">How readings are compared.</param>
/// <param name="Detail">Size in pixels of what must stay recognizable (digit height, needle length / 3): bounds blur
/// and loss of resolution.</param>
internal sealed record Drawing(SKBitmap Bitmap, string Answer, Scoring Score, float Detail)
{
    /// <summary>True where the reading depends on colours: no grey pictures, no strong casts.</summary>
    public bool ColourMatters { get; init; }

    /// <summary>True where bright against dark is the reading itself, which stretched contrast would falsify.</summary>
    public bool BrightnessMatters { get; init; }

    /// <summary>The question that goes with it; null for any of its task's.</summary>
    public string? Prompt { get; init; }

    /// <summary>The instrument's bounds in pixels; the whole picture unless it says otherwise.</summary>
    public SKRect Body { get; init; } = new(0, 0, Bitmap.Width, Bitmap.Height);

    /// <summary>
    /// In pixels, the part of it that <see cref="Prompt"/> asks for; null where there is only one.
    /// </summary>
    public SKRect? Asked { get; init; }

    /// <summary>The points of the scale that is asked about, in pixels; null where there is none.</summary>
    public ScaleKeypoints? Keypoints { get; init; }

    /// <summary>True where <see cref="Body"/> is round.</summary>
    public bool IsRound { get; init; }

    /// <summary>Where characters stand that all have to be seen, in pixels; empty where nothing is demanded.</summary>
    public IReadOnlyList<SKRect> Cells { get; init; } = [];

    /// <summary>Points in pixels elsewhere.</summary>
    public static ScaleKeypoints? Map(ScaleKeypoints? points, SKMatrix map) =>
        points?.Select(point =>
        {
            var mapped = map.MapPoint((float)point.X, (float)point.Y);
            return new FramePoint(mapped.X, mapped.Y);
        });
}
