using Siskin.Runtime.Inference.Instruments.Dials;
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
)
{
    // Pixels of the longer side: more show no more of a scale, and take longer to look through.
    private const int MostPixels = 800;

    /// <summary>
    /// What the numerals and the column make of a reading; null where it stays as it is: the model is sure, it sees no
    /// straight scale, no time is left, or the numerals tell nothing.
    /// </summary>
    /// <param name="answer">The model's own reading: a number, or one of several.</param>
    /// <param name="request">The request: its frame is what the model read.</param>
    /// <param name="cancellation">Looked at before each line that is read.</param>
    public Answer? Read(Answer answer, ResponderRequest request, CancellationToken cancellation)
    {
        if (!Concerns(answer, request.Prompt) || request.Deadline <= time.GetTimestamp())
            return null;
        if (request.Image.IsEmpty)
            return request.Frame is { } given ? Read(answer, request, given, cancellation) : null;
        if (!FrameDecoder.TryDecode(request.Image.Span, limits, target: null, out var frame, out _))
            return null;
        using (frame)
            return Read(answer, request, frame, cancellation);
    }

    private bool Concerns(Answer answer, string prompt) =>
        answer.Confidence < Looks.Sure
        && DialReading.Concerns(answer)
        && answer.Needle is { IsSeen: true, Points: { Pivot: null } }
        && !others.Any(other => prompt.StartsWith(other, StringComparison.Ordinal));

    private Answer? Read(Answer answer, ResponderRequest request, SKBitmap frame, CancellationToken cancellation)
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
