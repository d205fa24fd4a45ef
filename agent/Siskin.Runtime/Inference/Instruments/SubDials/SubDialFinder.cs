using Siskin.Runtime.Bundles;
using Siskin.Runtime.Inference.Instruments.Dials;
using Siskin.Runtime.Inference.Strips;
using Siskin.Runtime.Providers;
using SkiaSharp;

namespace Siskin.Runtime.Inference.Instruments.SubDials;

/// <summary>
/// Finds the needle and the zero of a sub-dial by a network that looks around it, the bundle's <c>[strips]
/// sub_dials</c>. Used by one request at a time; further threads have finders of their own over the same session.
/// </summary>
/// <param name="session">The graph; it stays the caller's and must outlive it.</param>
internal sealed class SubDialFinder(StripSession session)
{
    /// <summary>What the graph takes and gives: where the needle points, and where zero is.</summary>
    public static StripShape Shape { get; } = new(DialPicture.Channels, DialPicture.Radii, DialPicture.Angles, 2);

    // Of half the frame: how far from its middle the views have theirs. Nobody marked the pivot.
    private const double Apart = 0.06;

    private static readonly DialView[] Views =
    [
        new(0, 0, 1),
        new(Apart, 0, 1, IsMirrored: true),
        new(-Apart, 0, 1),
        new(0, Apart, 1, IsMirrored: true),
        new(0, -Apart, 1),
    ];

    // How far zero is from above: as the deviation in radians, and what is left for any other direction.
    private const double Leaning = 10 * Math.PI / 180,
        Elsewhere = 0.002;

    private static readonly float[] Upright =
    [
        .. Enumerable
            .Range(0, DialPicture.Angles)
            .Select(place =>
            {
                var leans = Math.IEEERemainder(place * Math.Tau / DialPicture.Angles, Math.Tau) / Leaning;
                return (float)(Elsewhere + Math.Exp(-0.5 * leans * leans));
            }),
    ];

    /// <summary>The graph of a bundle, not opened yet; null where it has none.</summary>
    public static StripSession? Open(Bundle bundle, SessionSettings settings, HelperTerms terms) =>
        StripSession.Of(bundle, settings, StripGraphs.SubDials, Shape, "sub-dials are read by the model alone", terms);

    /// <summary>A frame that a sub-dial fills, about its middle.</summary>
    public static DialPicture PictureOf(SKBitmap frame) =>
        DialPicture.Of(frame, frame.Width / 2.0, frame.Height / 2.0, Math.Min(frame.Width, frame.Height) / 2.0);

    /// <summary>What the sub-dial that fills a frame may read.</summary>
    /// <param name="frame">The frame.</param>
    /// <exception cref="BundleException">The graph cannot be used.</exception>
    public SubDialReading Find(SKBitmap frame)
    {
        var picture = PictureOf(frame);
        var strips = new float[Views.Length * Shape.Values];
        var strip = new byte[Shape.Values];
        for (var i = 0; i < Views.Length; i++)
        {
            picture.Unroll(Views[i], strip);
            for (var at = 0; at < strip.Length; at++)
                strips[(i * strip.Length) + at] = strip[at] / 255f;
        }

        var seen = session.Run(strips);
        var shares = new double[DialPicture.Angles];
        for (var i = 0; i < Views.Length; i++)
            Add(shares, seen[2 * i].Shares, seen[(2 * i) + 1].Shares, Views[i].IsMirrored);
        return SubDialReading.Of(shares);
    }

    // How likely the needle is so many places clockwise of zero: all pairs of directions that are so far apart.
    private static void Add(double[] shares, float[] needle, float[] zero, bool isMirrored)
    {
        const int Places = DialPicture.Angles;
        var all = 0.0;
        Span<double> leaning = stackalloc double[Places];
        for (var place = 0; place < Places; place++)
        {
            leaning[place] = zero[place] * Upright[place];
            all += leaning[place];
        }

        for (var from = 0; from < Places; from++)
        {
            var weight = leaning[from] / all / Views.Length;
            if (weight < 1e-6)
                continue;
            for (var far = 0; far < Places; far++)
            {
                var to = isMirrored ? from - far : from + far;
                shares[far] += weight * needle[(to + Places) % Places];
            }
        }
    }
}
