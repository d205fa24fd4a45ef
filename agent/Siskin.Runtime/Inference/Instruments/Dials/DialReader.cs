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
        return DialReading.Of(told, request.Prompt, lines, aspect)?.Weigh(answer)
            ?? (shares is { } likely ? UsualReading.Weigh(answer, request.Prompt, lines, aspect, likely) : null);
    }
}
