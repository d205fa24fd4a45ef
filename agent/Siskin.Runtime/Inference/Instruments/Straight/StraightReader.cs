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
internal sealed class StraightReader(
    NumeralLook numerals,
    IReadOnlyList<string> others,
    FrameLimits limits,
    TimeProvider time
) : NumeralsReader(others, limits, time)
{
    // Pixels of the longer side: more show no more of a scale, and take longer to look through.
    private const int MostPixels = 800;

    protected override bool Reads(NeedleWay needle, string prompt) => needle.Points is { Pivot: null };

    protected override Answer? Read(
        Answer answer,
        ResponderRequest request,
        SKBitmap frame,
        CancellationToken cancellation
    )
    {
        var larger = Math.Max(frame.Width, frame.Height) / (double)MostPixels;
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
        var printed = numerals(frame, request.Progress, cancellation);
        (double, double)? seen = answer.Needle!.Value.Points!.Needle is { } needle
            ? (needle.X * frame.Width, needle.Y * frame.Height)
            : null;
        var unit = answer.Choices is null ? NumberAnswer.Parse(answer.Text)?.Unit ?? "" : "";
        return StraightReading.Of(new ColourPixels(frame), printed, seen, unit, request.Prompt)?.Weigh(answer);
    }
}
