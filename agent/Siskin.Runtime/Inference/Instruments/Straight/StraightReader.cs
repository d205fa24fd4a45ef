using Siskin.Runtime.Vision;
using SkiaSharp;

namespace Siskin.Runtime.Inference.Instruments.Straight;

/// <summary>
/// Reads thermometers and other straight scales of which the model is not sure a second time, by the numerals that are
/// printed beside them, see <see cref="StraightReading"/>.
/// </summary>
/// <param name="numerals">Reads the numbers that are printed in a frame.</param>
/// <param name="others">
/// How the bundle is asked for what is no value of a scale: for its ends, and for where the needle is.
/// </param>
/// <param name="limits">What a frame may cost to decode.</param>
/// <param name="time">Clock.</param>
/// <param name="columns">Finds what a scale shows; null where contrast alone tells.</param>
internal sealed class StraightReader(
    NumeralLook numerals,
    IReadOnlyList<string> others,
    FrameLimits limits,
    TimeProvider time,
    ColumnLook? columns = null
) : NumeralsReader(others, limits, time)
{
    // Of the square with as many pixels: more show no more of a scale, and take longer to look through.
    private const double MostPixels = 800;

    private readonly ScaleFinder _scales = new(numerals);
    private readonly TimeProvider _time = time;

    protected override bool Reads(NeedleWay needle, string prompt) => needle is { IsSeen: true, Points.Pivot: null };

    protected override Answer? Read(
        Answer answer,
        ResponderRequest request,
        SKBitmap frame,
        CancellationToken cancellation
    )
    {
        var larger = Math.Sqrt((double)frame.Width * frame.Height) / MostPixels;
        if (larger <= 1)
            return At(answer, request, frame, cancellation);
        using var small = frame.Resize(
            new SKImageInfo(
                Math.Max(1, (int)(frame.Width / larger)),
                Math.Max(1, (int)(frame.Height / larger)),
                frame.ColorType,
                frame.AlphaType
            ),
            new SKSamplingOptions(SKFilterMode.Linear, SKMipmapMode.Linear)
        );
        return At(answer, request, small, cancellation);
    }

    private Answer? At(Answer answer, ResponderRequest request, SKBitmap frame, CancellationToken cancellation)
    {
        var scales = _scales.Find(
            frame,
            () => request.Deadline <= _time.GetTimestamp(),
            request.Progress,
            cancellation
        );
        (double, double)? seen = answer.Needle!.Value.Points!.Needle is { } needle
            ? (needle.X * frame.Width, needle.Y * frame.Height)
            : null;
        var unit = answer.Choices is null ? NumberAnswer.Parse(answer.Text)?.Unit ?? "" : "";
        return scales.Count == 0
            ? null
            : StraightReading.Of(new ColourPixels(frame), scales, columns, seen, unit, request.Prompt)?.Weigh(answer);
    }
}
