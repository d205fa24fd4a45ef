using Siskin.Runtime.Inference.Instruments;
using SkiaSharp;

namespace Siskin.Models.Data.Photographs;

/// <summary>A photograph with a question that was answered by people.</summary>
/// <param name="File">Path of the image.</param>
/// <param name="Kind">What it shows, as its labels call it.</param>
/// <param name="Question">What is asked.</param>
/// <param name="Answer">What is right.</param>
internal sealed record Photograph(string File, string Kind, string Question, string Answer)
{
    /// <summary>
    /// Where the instrument is that the question is about, in fractions of the photograph's width and height; null
    /// where nobody has marked it.
    /// </summary>
    public SKRect? Box { get; init; }

    /// <summary>Wrong answers that are close to the right one; empty where the label gives none.</summary>
    public IReadOnlyList<string> Others { get; init; } = [];

    /// <summary>
    /// The first and the last number of its scale, as they are printed, in the unit of the question; null where they
    /// are not known.
    /// </summary>
    public (string Low, string High)? Scale { get; init; }

    /// <summary>The points of its scale, in fractions of the photograph; null where nobody has marked them.</summary>
    public ScaleKeypoints? Keypoints { get; init; }
}
