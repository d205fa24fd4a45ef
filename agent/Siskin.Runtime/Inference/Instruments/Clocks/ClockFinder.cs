using Siskin.Runtime.Inference.Instruments.Dials;
using Siskin.Runtime.Inference.Strips;
using Siskin.Runtime.Vision;
using SkiaSharp;

namespace Siskin.Runtime.Inference.Instruments.Clocks;

/// <summary>
/// Finds the face of a clock among circles by the network that finds hands: where the middle and the size of one are
/// nearly right, it sees a minute and an hour hand that fit one another from all places about it, and the same ones.
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
        using var image = FrameImage.Shared(frame);
        var (best, at) = (double.NegativeInfinity, circles[0]);
        foreach (var circle in circles)
        {
            cancellation.ThrowIfCancellationRequested();
            var views = Views(Step, Scales);
            var sight = new ClockSight(Look(image, circle, views, progress), ClockBlur.Rough);
            if (sight.Score <= best)
                continue;
            var nearest = Enumerable.Range(0, views.Length).MaxBy(view => sight.Of(sight.Best / 4.0, view));
            (best, at) = (sight.Score, Moved(circle, views[nearest]));
        }

        return new ClockSight(Look(image, at, Views(FineStep, FineScales), progress), ClockBlur.Fine);
    }

    private StripOutput[][] Look(SKImage frame, ClockCircle circle, DialView[] views, Action? progress) =>
        hands.Find(DialPicture.Of(frame, circle.X, circle.Y, circle.Radius), views, progress);

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
