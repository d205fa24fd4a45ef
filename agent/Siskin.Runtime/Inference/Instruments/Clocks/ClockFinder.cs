using Siskin.Runtime.Inference.Instruments.Dials;
using SkiaSharp;

namespace Siskin.Runtime.Inference.Instruments.Clocks;

/// <summary>
/// Finds the face of a clock among circles by the network that finds hands: where the middle and the size of one are
/// nearly right, it sees a minute and an hour hand that fit one another from all places about it, and the same ones.
/// A glance at each circle tells which are worth a look.
/// </summary>
/// <param name="hands">Finds hands.</param>
internal sealed class ClockFinder(HandFinder hands)
{
    // So many circles are looked at after a glance at each.
    private const int MostLooks = 4;

    // The logarithm by which a circle is likelier whose whole rim is seen than one of which nothing is.
    private const double OfRim = 2;

    // Of the radius: rims are found a tenth beyond the marks of the minutes in the median.
    private const double Inside = 0.9;

    // In radii: how far a middle may be from where it is found. Factors by which radii may be off.
    private const double Off = 0.06,
        OffWhenFound = 0.03;
    private const double Smaller = 0.84,
        Larger = 1.18;

    private static readonly DialView[] Glance = [new(0, 0, DialView.Usual * Inside)];

    private static readonly DialView[] Views =
    [
        .. Glance,
        new(0, 0, DialView.Usual * Inside * Smaller),
        new(0, 0, DialView.Usual * Inside * Larger),
        .. Around(Off, Inside),
    ];

    // About the best, which is known better.
    private static readonly DialView[] FineViews =
    [
        new(0, 0, DialView.Usual * 0.92),
        new(0, 0, DialView.Usual * 1.06),
        .. Around(OffWhenFound, 0.92),
        .. Around(OffWhenFound, 1.06),
    ];

    /// <summary>What the best of circles shows, seen from several places near it.</summary>
    /// <param name="frame">The frame.</param>
    /// <param name="circles">Circles in its pixels; one at least.</param>
    /// <param name="progress">Called for each batch of views.</param>
    /// <param name="cancellation">Looked at once per circle.</param>
    public ClockSight Find(
        SKImage frame,
        IReadOnlyList<ClockCircle> circles,
        Action? progress,
        CancellationToken cancellation
    )
    {
        var likely = circles.OrderByDescending(circle => Score(circle, Look(circle, Glance))).Take(MostLooks);
        var (best, at) = (double.NegativeInfinity, circles[0]);
        foreach (var circle in likely)
        {
            var sight = Look(circle, Views);
            if (Score(circle, sight) <= best)
                continue;
            var nearest = Enumerable.Range(0, Views.Length).MaxBy(view => sight.Of(sight.Best / 4.0, view));
            (best, at) = (Score(circle, sight), Moved(circle, Views[nearest]));
        }

        return Look(at, FineViews, ClockBlur.Fine);

        ClockSight Look(ClockCircle circle, DialView[] views, ClockBlur? blur = null)
        {
            cancellation.ThrowIfCancellationRequested();
            var picture = DialPicture.Of(frame, circle.X, circle.Y, circle.Radius);
            return new ClockSight(hands.Find(picture, views, progress), blur ?? ClockBlur.Rough);
        }
    }

    private static double Score(ClockCircle circle, ClockSight sight) => sight.Score + (OfRim * circle.Seen);

    private static IEnumerable<DialView> Around(double off, double scale) =>
        from at in new (double X, double Y)[] { (off, 0), (-off, 0), (0, off), (0, -off) }
        select new DialView(at.X, at.Y, DialView.Usual * scale);

    private static ClockCircle Moved(ClockCircle circle, DialView view) =>
        new(
            circle.X + (view.X * circle.Radius),
            circle.Y + (view.Y * circle.Radius),
            circle.Radius * view.Radius / DialView.Usual
        );
}
