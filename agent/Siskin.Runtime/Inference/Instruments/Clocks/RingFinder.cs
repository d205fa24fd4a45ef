using System.Numerics.Tensors;

namespace Siskin.Runtime.Inference.Instruments.Clocks;

/// <summary>
/// Finds circles among edges: each votes for the two middles at a distance along its gradient, one distance after the
/// other (G. Loy and A. Zelinsky, "Fast radial symmetry for detecting points of interest", 2003), and what gathers most
/// votes is fitted to the edges of its ring.
/// </summary>
internal static class RingFinder
{
    // From one radius to the next.
    private const double Step = 1.12;

    // Of each radius, so many middles that gather most votes; of the radius, how far these have to be apart.
    private const int PerRadius = 6;
    private const double Apart = 0.3;

    // Of the radius: votes miss the middle by so much.
    private const double Spread = 0.1;

    // Of the larger radius: two rings whose middles are nearer and whose sizes are more alike are one.
    private const double SameMiddle = 0.12,
        SameSize = 0.88;

    /// <summary>The rings of which most is seen, the best first, in pixels of the edges' picture.</summary>
    /// <param name="edges">The edges.</param>
    /// <param name="least">The smallest radius in its pixels.</param>
    /// <param name="greatest">The greatest one.</param>
    /// <param name="most">How many at most.</param>
    public static IReadOnlyList<ClockCircle> Find(FrameEdges edges, double least, double greatest, int most)
    {
        var found = new List<ClockCircle>();
        var (votes, spare) = (new float[edges.Width * edges.Height], new float[edges.Width * edges.Height]);
        for (var radius = least; radius < greatest; radius *= Step)
        {
            Vote(edges, radius, votes);
            var half = Math.Max(1, (int)Math.Round(Spread * radius));
            Smoothing.Box(votes, edges.Width, edges.Height, half, spare);
            Smoothing.Box(votes, edges.Width, edges.Height, half, spare);
            foreach (var (x, y) in Peaks(votes, edges.Width, edges.Height, (int)(Apart * radius)))
                found.Add(RingFit.Of(edges.All, new ClockCircle(x, y, radius)));
        }

        var rings = new List<ClockCircle>();
        foreach (var ring in found.OrderByDescending(ring => ring.Seen))
        {
            if (rings.Count < most && !rings.Any(other => ring.IsLike(other, SameMiddle, SameSize)))
                rings.Add(ring);
        }

        return rings;
    }

    private static void Vote(FrameEdges edges, double radius, float[] votes)
    {
        Array.Clear(votes);
        foreach (var edge in edges.All)
        {
            for (var sign = -1; sign <= 1; sign += 2)
            {
                var x = (int)(edge.X + (sign * radius * edge.Across) + 0.5);
                var y = (int)(edge.Y + (sign * radius * edge.Down) + 0.5);
                if (x >= 0 && y >= 0 && x < edges.Width && y < edges.Height)
                    votes[(y * edges.Width) + x]++;
            }
        }
    }

    private static IEnumerable<(int X, int Y)> Peaks(float[] votes, int width, int height, int apart)
    {
        apart = Math.Max(3, apart);
        for (var peak = 0; peak < PerRadius; peak++)
        {
            var best = TensorPrimitives.IndexOfMax<float>(votes);
            if (votes[best] <= 0)
                yield break;
            var (x, y) = (best % width, best / width);
            yield return (x, y);
            var (left, right) = (Math.Max(0, x - apart), Math.Min(width, x + apart + 1));
            for (var row = Math.Max(0, y - apart); row < Math.Min(height, y + apart + 1); row++)
                votes.AsSpan((row * width) + left, right - left).Clear();
        }
    }
}
