using Siskin.Runtime.Inference.Instruments.Dials;
using Siskin.Runtime.Inference.Strips;
using SkiaSharp;

namespace Siskin.Runtime.Inference.Instruments.Clocks;

/// <summary>
/// Finds the face of a clock among circles by the network that finds hands: where the middle and the size of one are
/// right, it is sure of a minute and an hour hand that fit one another.
/// </summary>
/// <param name="hands">Finds hands.</param>
internal sealed class ClockFinder(HandFinder hands)
{
    // Around a circle, in its radii: how far the middle may be from it, and by what the radius may be off.
    private const double Step = 0.08;
    private static readonly double[] Scales = [0.84, 1, 1.19];

    // The same, when the best is known to so much.
    private const double FineStep = 0.03;
    private static readonly double[] FineScales = [0.92, 1.06];

    /// <summary>What the best of circles shows, seen from several places near it.</summary>
    /// <param name="frame">The frame, of 32 bits a pixel.</param>
    /// <param name="circles">Circles in its pixels; one at least.</param>
    /// <param name="progress">Called for each batch of views.</param>
    /// <param name="cancellation">Looked at once per circle.</param>
    public ClockSight Find(
        SKBitmap frame,
        IReadOnlyList<ClockCircle> circles,
        Action? progress,
        CancellationToken cancellation
    )
    {
        var (best, at) = (double.NegativeInfinity, circles[0]);
        foreach (var circle in circles)
        {
            cancellation.ThrowIfCancellationRequested();
            foreach (var (view, sight) in Sights(frame, circle, Views(Step, Scales), progress))
            {
                if (sight.Score > best)
                    (best, at) = (sight.Score, Moved(circle, view));
            }
        }

        return Mean(frame, at, progress);
    }

    private ClockSight Mean(SKBitmap frame, ClockCircle circle, Action? progress)
    {
        var picture = DialPicture.Of(frame, circle.X, circle.Y, circle.Radius);
        var found = hands.Find(picture, Views(FineStep, FineScales), progress);
        var shares = new StripOutput[HandFinder.Shape.Outputs];
        for (var hand = 0; hand < shares.Length; hand++)
        {
            var mean = new float[HandFinder.Shape.Length];
            foreach (var output in found)
            {
                for (var place = 0; place < mean.Length; place++)
                    mean[place] += output[hand].Shares[place] / found.Length;
            }

            shares[hand] = new StripOutput(mean);
        }

        return new ClockSight(shares, 0);
    }

    private IEnumerable<(DialView View, ClockSight Sight)> Sights(
        SKBitmap frame,
        ClockCircle circle,
        DialView[] views,
        Action? progress
    )
    {
        var picture = DialPicture.Of(frame, circle.X, circle.Y, circle.Radius);
        return views.Zip(hands.Find(picture, views, progress).Select(found => new ClockSight(found, 0)));
    }

    private static DialView[] Views(double step, double[] scales) =>
        [
            .. from off in new (double X, double Y)[] { (0, 0), (step, 0), (-step, 0), (0, step), (0, -step) }
            from scale in scales
            select new DialView(off.X, off.Y, DialView.Usual * scale),
        ];

    private static ClockCircle Moved(ClockCircle circle, DialView view) =>
        new(
            circle.X + (view.X * circle.Radius),
            circle.Y + (view.Y * circle.Radius),
            circle.Radius * view.Radius / DialView.Usual
        );
}
