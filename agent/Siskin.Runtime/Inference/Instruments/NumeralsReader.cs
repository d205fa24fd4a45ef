using Siskin.Runtime.Inference.Instruments.Dials;
using Siskin.Runtime.Vision;
using SkiaSharp;

namespace Siskin.Runtime.Inference.Instruments;

/// <summary>
/// Reads a gauge of which the model is not sure a second time, by the numerals that are printed on it.
/// </summary>
/// <param name="others">
/// How the bundle is asked for what is no value of a scale: for its ends, and for where the needle is.
/// </param>
/// <param name="limits">What a frame may cost to decode.</param>
/// <param name="time">Clock.</param>
internal abstract class NumeralsReader(IReadOnlyList<string> others, FrameLimits limits, TimeProvider time)
{
    /// <summary>What a frame may cost to decode.</summary>
    protected FrameLimits Limits => limits;

    /// <summary>Clock.</summary>
    protected TimeProvider Time => time;

    /// <summary>
    /// What the numerals and the needle make of a reading; null where it stays as it is: the model is sure, it sees
    /// another kind of scale, no time is left, or the numerals tell nothing.
    /// </summary>
    /// <param name="answer">The model's own reading: a number, or one of several.</param>
    /// <param name="request">The request: its frame is what the model read.</param>
    /// <param name="cancellation">Looked at before each line that is read.</param>
    public Answer? Read(Answer answer, ResponderRequest request, CancellationToken cancellation)
    {
        if (!Concerns(answer, request.Prompt) || request.Deadline <= time.GetTimestamp())
            return null;
        return RequestFrame.Read(request, limits, frame => Read(answer, request, frame, cancellation));
    }

    /// <summary>Whether it reads the kind of scale that the model sees.</summary>
    /// <param name="needle">What the model sees, clearly or not.</param>
    /// <param name="prompt">What was asked.</param>
    protected abstract bool Reads(NeedleWay needle, string prompt);

    /// <summary>Reads it in a frame.</summary>
    protected abstract Answer? Read(
        Answer answer,
        ResponderRequest request,
        SKBitmap frame,
        CancellationToken cancellation
    );

    private bool Concerns(Answer answer, string prompt) =>
        answer.Confidence < Looks.Sure
        && DialReading.Concerns(answer)
        && answer.Needle is { } needle
        && Reads(needle, prompt)
        && !IsOther(prompt);

    /// <summary>Whether a prompt asks for what is no value of a scale.</summary>
    protected bool IsOther(string prompt) => others.Any(other => prompt.StartsWith(other, StringComparison.Ordinal));
}
