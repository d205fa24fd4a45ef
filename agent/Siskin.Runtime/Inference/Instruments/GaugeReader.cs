using Siskin.Runtime.Bundles;
using Siskin.Runtime.Inference.Instruments.Clocks;
using Siskin.Runtime.Inference.Instruments.Dials;
using Siskin.Runtime.Inference.Instruments.Straight;
using Siskin.Runtime.Vision;
using SkiaSharp;

namespace Siskin.Runtime.Inference.Instruments;

/// <summary>
/// Reads a gauge whose scale is not known: where the patches of the frame see a needle, the ends of the printed scale
/// are asked for, and what both make together is held against the reading.
/// </summary>
/// <param name="look">Answers a request about one frame.</param>
/// <param name="scale">What the bundle calls asking for the scale.</param>
/// <param name="tasks">The tasks of the bundle.</param>
/// <param name="dials">Reads round gauges by their numerals; null for none.</param>
/// <param name="time">Clock.</param>
/// <param name="straight">Reads straight ones by theirs; null for none.</param>
/// <param name="clocks">Reads clocks by their hands; null for none.</param>
internal sealed class GaugeReader(
    Look look,
    BundleTask scale,
    IReadOnlyList<BundleTask> tasks,
    DialReader? dials,
    TimeProvider time,
    StraightReader? straight = null,
    ClockReader? clocks = null
)
{
    // Around what a scale fills, of half its side: numbers outside of the marks, and the rim.
    private const double Around = 0.35;

    private readonly TaskPrompts _gauges = new(tasks, BundleTask.Gauge, BundleTask.Photograph);

    // Where the gauge fills less of the frame than this, a closer look shows more.
    private const double Loose = 0.6;

    /// <summary>
    /// Answers; the time of all looks is the answer's, and its region the part of the frame that was read, where that
    /// is not all of it.
    /// </summary>
    public ResponderResult Answer(ResponderRequest request, Action<string>? onText, CancellationToken cancellation)
    {
        var hands = ClockReader.IsAsked(request.Prompt) ? clocks : null;
        // What hands may change is not said before.
        var mayBePrinted = hands is null && dials?.ReadsPrint == true && _gauges.HoldsAlone(request.Prompt);
        var isHeld = hands is not null || mayBePrinted || dials?.MayBeUsual(request.Prompt) == true;
        var direct = look(request with { HoldsGauges = true }, isHeld ? null : onText, cancellation);
        if (hands is not null && direct.Answer is { } told && ByHands(hands, told, request, cancellation) is { } shown)
        {
            onText?.Invoke(shown.Text);
            return shown;
        }

        if (direct.Answer is not { Needle.IsSeen: true } answer)
        {
            if (direct.Answer is not { } said)
                return direct;
            var (other, spent) = ((Answer?)null, 0.0);
            if (dials?.IsUsual(said, request.Prompt) == true)
                other = ByNumerals(said, request, out spent, cancellation);
            else if (mayBePrinted)
                other = ByPrint(dials!, said, request, out spent, cancellation);
            if (isHeld)
                onText?.Invoke((other ?? said).Text);
            return Looks.WithOcr(other ?? said, spent);
        }

        var looks = new List<Answer> { answer };
        double print = 0;
        SKBitmap? cut = null;
        try
        {
            if (request.Frame is { } frame && request.Image.IsEmpty && Closer(frame, answer.Needle!.Value) is { } part)
            {
                cut = part.CutOut(frame);
                var closer = look(request with { Frame = cut, HoldsGauges = true }, null, cancellation);
                if (closer.Answer is { } seen)
                    looks.Add(seen);
                if (closer.Answer?.Needle?.Confidence >= answer.Needle.Value.Confidence)
                    (answer, request) = (closer.Answer with { Region = part }, request with { Frame = cut });
            }

            if (answer.Needle is { IsClosed: true } turn)
                answer = Weigh(answer, turn, request.Prompt);

            var read = ByNumerals(answer, request, out print, cancellation);
            // Of several scales the question tells which.
            if (read is not null)
                answer = read;
            else if (
                IsReading(answer)
                && look(Looks.Ask(request, scale.About(request.Prompt)), null, cancellation).Answer is { } said
            )
            {
                looks.Add(said);
                if (ScaleAnswer.Parse(said.Text) is { } range)
                    answer = new GaugeEvidence(range, answer.Needle!.Value).Weigh(answer);
            }
        }
        finally
        {
            cut?.Dispose();
        }

        onText?.Invoke(answer.Text);
        return Looks.WithOcr(answer with { Timings = Looks.Sum(answer.Tokens.Output, looks) }, print);
    }

    private Answer? ByHands(ClockReader hands, Answer answer, ResponderRequest request, CancellationToken cancellation)
    {
        var clock = new StageClock(time);
        var read = Helped.OrNull(() => hands.Read(answer, request, cancellation));
        return read is null ? null : Looks.WithOcr(read, clock.Lap());
    }

    // Of a dial whose points are not seen, but its numerals.
    private Answer? ByPrint(
        DialReader reader,
        Answer answer,
        ResponderRequest request,
        out double milliseconds,
        CancellationToken cancellation
    )
    {
        var clock = new StageClock(time);
        var read = Helped.OrNull(() => reader.ReadPrint(answer, request, cancellation));
        milliseconds = clock.Lap();
        return read;
    }

    private Answer? ByNumerals(
        Answer answer,
        ResponderRequest request,
        out double milliseconds,
        CancellationToken cancellation
    )
    {
        milliseconds = 0;
        if (dials is null && straight is null)
            return null;
        var clock = new StageClock(time);
        var read = Helped.OrNull(() =>
            dials?.Read(answer, request, cancellation) ?? straight?.Read(answer, request, cancellation)
        );
        milliseconds = clock.Lap();
        return read;
    }

    private static Answer Weigh(Answer answer, NeedleWay turn, string prompt) =>
        turn.Hours is { } hours && ClockEvidence.Concerns(answer) ? new ClockEvidence(hours, turn.Way).Weigh(answer)
        : DialIndicatorEvidence.IsAsked(prompt) ? new DialIndicatorEvidence(turn.Way).Weigh(answer)
        : answer;

    // Of given choices on a scale with two ends none gains: the needle prefers the right one as often as a wrong one.
    private static bool IsReading(Answer answer) =>
        answer.Choices is null && NumberAnswer.Parse(answer.Text) is not null;

    private static FrameRegion? Closer(SKBitmap frame, NeedleWay needle) =>
        needle.Points?.Extent((double)frame.Width / frame.Height, Around) is { } part
        && part.Width * part.Height < Loose
            ? part
            : null;
}
