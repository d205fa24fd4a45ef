using Siskin.Runtime.Inference.Text;
using Siskin.Runtime.Vision;
using SkiaSharp;

namespace Siskin.Runtime.Inference.Instruments.Dials;

/// <summary>
/// Reads round gauges of which the model is not sure a second time, by the numerals that are printed there, see <see
/// cref="DialReading"/>, and barometers that have too few by how most are laid out, see <see cref="UsualReading"/>.
/// </summary>
/// <param name="print">Reads what is printed in a frame.</param>
/// <param name="others">
/// How the bundle is asked for what is no value of a scale: for its ends, and for where the needle is.
/// </param>
/// <param name="limits">What a frame may cost to decode.</param>
/// <param name="time">Clock.</param>
/// <param name="hands">Finds needles; null where only contrast tells where they are.</param>
internal sealed class DialReader(
    PrintLook print,
    IReadOnlyList<string> others,
    FrameLimits limits,
    TimeProvider time,
    HandFinder? hands = null
) : NumeralsReader(others, limits, time)
{
    // Around what a scale fills, of half its side: numerals stand outside of the marks as well.
    private const double Around = 0.45;

    // Of a dial indicator the numerals count hundredths.
    protected override bool Reads(NeedleWay needle, string prompt) =>
        needle.Points is { Pivot: not null, Needle: not null }
        && (needle.IsSeen || IsUsual(needle, prompt))
        && !(needle.IsClosed && DialIndicatorEvidence.IsAsked(prompt));

    /// <summary>
    /// Whether the pivot alone is worth a look, wherever the marks are: the layout of what is asked about is known.
    /// </summary>
    /// <param name="answer">The model's own reading.</param>
    /// <param name="prompt">What was asked.</param>
    public bool IsUsual(Answer answer, string prompt) => answer.Needle is { } needle && IsUsual(needle, prompt);

    /// <summary>Whether what a question is about may be read so.</summary>
    public bool MayBeUsual(string prompt) =>
        hands is not null && UsualDial.Of(prompt, DialUnit.AskedIn(prompt)).Count > 0;

    private bool IsUsual(NeedleWay needle, string prompt) => needle.IsPivotSeen && MayBeUsual(prompt);

    protected override Answer? Read(
        Answer answer,
        ResponderRequest request,
        SKBitmap frame,
        CancellationToken cancellation
    )
    {
        var needle = answer.Needle!.Value;
        var points = needle.Points!;
        var pivot = points.Pivot!.Value;
        var aspect = (double)frame.Width / frame.Height;
        var part = points.Extent(aspect, Around) ?? FrameRegion.Whole;
        using var cut = part.CutOut(frame);
        var middle = new FramePoint((pivot.X - part.X) / part.Width, (pivot.Y - part.Y) / part.Height);
        IReadOnlyList<PrintedLine> lines =
        [
            .. print(cut, middle, request.Progress, cancellation).Select(line => line.Within(part)),
        ];
        var shares = hands is null ? null : Helped.OrNull(() => DialTip.Look(hands, frame, points, request.Progress));
        var seen = shares is { } look ? DialTip.Find(frame, points, look) : null;
        var refined = points with { Needle = seen ?? DialNeedle.Refine(frame, pivot, points.Needle!.Value) };
        var told = answer with { Needle = needle with { Points = refined } };
        var reading = DialReading.Of(told, request.Prompt, lines, aspect) ?? ByPrint(answer, request, frame, lines);
        return reading?.Weigh(answer)
            ?? (shares is { } likely ? UsualReading.Weigh(answer, request.Prompt, lines, aspect, likely) : null);
    }

    /// <summary>Whether it reads dials by their print alone.</summary>
    public bool ReadsPrint => hands is not null;

    /// <summary>
    /// Reads a dial whose pivot the model does not see by its print alone; null where that tells nothing.
    /// </summary>
    /// <param name="answer">The model's own reading: a number, one of several, or none.</param>
    /// <param name="request">The request: its frame is what the model read.</param>
    /// <param name="cancellation">Looked at before each line that is read.</param>
    public Answer? ReadPrint(Answer answer, ResponderRequest request, CancellationToken cancellation)
    {
        if (
            hands is null
            || answer.Confidence >= Looks.Sure
            || !DialReading.MayBe(answer)
            || IsOther(request.Prompt)
            || request.Deadline <= Time.GetTimestamp()
        )
            return null;
        return RequestFrame.Read(
            request,
            Limits,
            frame =>
            {
                var lines = print(frame, null, request.Progress, cancellation);
                if (ByPrint(answer, request, frame, lines) is not { } reading)
                    return null;
                var read = reading.Weigh(answer with { Needle = new NeedleWay(reading.Way, 0) });
                // A number that the model is surer of than one can be of this is worth more.
                return DialReading.Concerns(answer) && read?.Confidence < answer.Confidence ? null : read;
            }
        );
    }

    // The needle is sought about the middle of the numerals' circle. What it shows beyond the outermost numerals that
    // were read is a guess that nothing else supports.
    private DialReading? ByPrint(
        Answer answer,
        ResponderRequest request,
        SKBitmap frame,
        IReadOnlyList<PrintedLine> lines
    )
    {
        var aspect = (double)frame.Width / frame.Height;
        if (hands is null || NumeralCircle.Of(DialNumerals.Of(lines), aspect) is not { } circle)
            return null;
        var shares = Helped.OrNull(() => DialTip.Look(hands, frame, circle.Points, request.Progress));
        if (shares is not { } look || DialTip.Find(frame, circle.Points, look) is not { } needle)
            return null;
        var told = answer with
        {
            Needle = (answer.Needle ?? default) with { Points = circle.Points with { Needle = needle } },
        };
        var reading = DialReading.Of(told, request.Prompt, lines, aspect);
        return reading is { IsBetweenNumerals: true } ? reading : null;
    }
}
