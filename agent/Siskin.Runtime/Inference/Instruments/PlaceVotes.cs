using Siskin.Runtime.Vision;

namespace Siskin.Runtime.Inference.Instruments;

/// <summary>
/// All places that the patches of a frame name for an instrument, of which <see cref="PlaceVote"/> takes the likeliest.
/// </summary>
/// <param name="votes">Each patch's place, in fractions of the frame, and its share; together at most 1.</param>
internal sealed class PlaceVotes(IReadOnlyList<(FrameRegion Place, double Share)> votes)
{
    // Steps of the frame's sides in which its points are gone through.
    private const int Steps = 50;

    // Of its sides: what has its middle in the window lies in it as a whole, as far as a row of digits goes.
    private const double Around = 0.25;

    /// <summary>The share of the places in which a point lies, 0 to 1.</summary>
    /// <param name="x">In fractions of the frame's width.</param>
    /// <param name="y">In fractions of its height.</param>
    public double ShareAt(double x, double y)
    {
        double sum = 0;
        foreach (var (place, share) in votes)
            sum += place.Contains(x, y) ? share : 0;
        return sum;
    }

    /// <summary>
    /// How much of the places in which a thing has its middle it fills: the mean over all places by their shares, the
    /// others as 0.
    /// </summary>
    /// <param name="x">Its middle in fractions of the frame's width.</param>
    /// <param name="y">In fractions of its height.</param>
    /// <param name="area">Its area as a fraction of the frame's.</param>
    public double Filled(double x, double y, double area)
    {
        double sum = 0;
        foreach (var (place, share) in votes)
            sum += place.Contains(x, y) ? share * Math.Min(1, area / (place.Width * place.Height)) : 0;
        return sum;
    }

    /// <summary>
    /// The part of the frame around all points that lie in at least such a share of the places; null where none does.
    /// </summary>
    public FrameRegion? Window(double leastShare)
    {
        double left = 1,
            top = 1,
            right = 0,
            bottom = 0;
        for (var row = 0; row < Steps; row++)
        {
            for (var column = 0; column < Steps; column++)
            {
                var (x, y) = ((column + 0.5) / Steps, (row + 0.5) / Steps);
                if (ShareAt(x, y) < leastShare)
                    continue;
                (left, right) = (Math.Min(left, x), Math.Max(right, x));
                (top, bottom) = (Math.Min(top, y), Math.Max(bottom, y));
            }
        }

        const double half = 0.5 / Steps;
        return right < left
            ? null
            : new FrameRegion(left - half, top - half, right - left + (2 * half), bottom - top + (2 * half)).Padded(
                Around
            );
    }
}
