using System.Globalization;
using Siskin.Models.Data.Frames;
using Siskin.Models.Data.Photographs;
using Siskin.Runtime.Inference.Instruments.Dials;
using Siskin.Runtime.Inference.Instruments.Straight;
using Siskin.Runtime.Vision;
using StraightScale = Siskin.Runtime.Inference.Instruments.Straight.StraightScale;

namespace Siskin.Models.Strips.Columns;

/// <summary>
/// What is known of the straight scales of a photograph: by a mark where its liquid ends, and by answers to questions.
/// </summary>
/// <param name="Pixels">The photograph, or a part of it.</param>
/// <param name="End">Where its liquid ends, in pixels; null where that is not marked.</param>
/// <param name="Ends">The first and the last mark, likewise.</param>
/// <param name="Answers">Right readings, each with the unit that was asked for; null for one without others.</param>
internal sealed record MarkedColumns(
    ColourPixels Pixels,
    FramePoint? End,
    (FramePoint First, FramePoint Last)? Ends,
    IReadOnlyList<(double Value, DialUnit? Unit)> Answers
)
{
    // Of steps: how far beyond the outermost numerals an end is believed, and how far above and below the right reading
    // at a numeral's middle; of sizes of numerals, how far beside them.
    private const double Beyond = 3,
        Above = 0.45,
        Below = 0.65,
        Usual = -0.13,
        Beside = 4;

    /// <summary>Of one photograph that was cut.</summary>
    /// <param name="questions">All that is asked about it.</param>
    /// <param name="region">The part that was cut out.</param>
    /// <param name="pixels">Its pixels.</param>
    public static MarkedColumns Of(IEnumerable<Photograph> questions, FrameRegion region, ColourPixels pixels)
    {
        var asked = questions.ToList();
        var points = asked.Select(question => question.Keypoints).FirstOrDefault(points => points is { Pivot: null });
        return new MarkedColumns(
            pixels,
            points?.Needle is { } needle ? Within(needle) : null,
            points is { First: { } first, Last: { } last } ? (Within(first), Within(last)) : null,
            [
                .. asked
                    .Where(question => PhotographMark.TryNumber(question.Answer, out _))
                    .Select(question =>
                        (
                            double.Parse(question.Answer, CultureInfo.InvariantCulture),
                            DialUnit.AskedIn(question.Question)
                        )
                    ),
            ]
        );

        FramePoint Within(FramePoint point) =>
            new(
                (point.X - region.X) / region.Width * pixels.Width,
                (point.Y - region.Y) / region.Height * pixels.Height
            );
    }

    /// <summary>Those of its scales of which something is known.</summary>
    public IEnumerable<ColumnView> Views(IEnumerable<StraightScale> scales) =>
        scales
            .Select(scale => new ColumnView(Pixels, scale, EndOn(scale), ReadingOn(scale)))
            .Where(view => double.IsFinite(view.End) || double.IsFinite(view.Reading));

    /// <summary>
    /// A scale as its numerals might stand beside the marks, where none were read; null where it is not marked.
    /// </summary>
    public ColumnView? Imagined(Random rng)
    {
        if (Ends is not { } ends || End is not { } end)
            return null;
        var (right, down) = (ends.Last.X - ends.First.X, ends.Last.Y - ends.First.Y);
        var length = Math.Sqrt((right * right) + (down * down));
        if (length < 10)
            return null;
        var steps = rng.Next(4, 11);
        var size = length / steps * rng.Between(0.4, 0.8);
        var away = size * rng.Between(0.6, 2.2) * (rng.Chance(0.5) ? 1 : -1);
        var scale = new StraightScale(
            [
                .. Enumerable
                    .Range(0, steps + 1)
                    .Select(i => new ScaleNumeral(
                        i,
                        ends.First.X + (i * right / steps) - (away * down / length),
                        ends.First.Y + (i * down / steps) + (away * right / length),
                        size * 1.4,
                        size,
                        1
                    )),
            ],
            steps
        );
        return new ColumnView(Pixels, scale, scale.Of(end.X, end.Y).Along, double.NaN);
    }

    private double EndOn(StraightScale scale)
    {
        if (End is not { } end)
            return double.NaN;
        var (along, across) = scale.Of(end.X, end.Y);
        var beyond = Beyond * scale.StepPixels;
        return
            along > scale.Place(scale.Low) - beyond
            && along < scale.Place(scale.High) + beyond
            && Math.Abs(across) < Beside * scale.Size
            ? along
            : double.NaN;
    }

    // Where the end is marked, the reading that is right there; else the one that the scale can have in one unit only.
    private double ReadingOn(StraightScale scale)
    {
        var places = Answers
            .SelectMany(answer =>
                (answer.Unit?.Others ?? []).Select(other => answer.Unit!.In(other, answer.Value)).Append(answer.Value)
            )
            .Select(scale.Place)
            .ToList();
        if (EndOn(scale) is var end && double.IsFinite(end))
            return places
                .Where(place => end - place > -Below * scale.StepPixels && end - place < Above * scale.StepPixels)
                .OrderBy(place => Math.Abs(end - place - (Usual * scale.StepPixels)))
                .FirstOrDefault(double.NaN);
        if (End is not null)
            return double.NaN;
        var possible = places
            .Where(place =>
                place > scale.Place(scale.Low) - scale.StepPixels && place < scale.Place(scale.High) + scale.StepPixels
            )
            .ToList();
        return possible.Count == 1 ? possible[0] : double.NaN;
    }
}
