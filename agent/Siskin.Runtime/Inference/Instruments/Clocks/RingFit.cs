using System.Numerics;

namespace Siskin.Runtime.Inference.Instruments.Clocks;

/// <summary>Fits a circle to the edges of its ring, and tells how much of the ring is seen.</summary>
internal static class RingFit
{
    // Of the radius: how far edges may be from the ring, closer each time; pixels that they may be off in any case.
    private static readonly double[] Tolerances = [0.14, 0.08, 0.06];
    private const double LeastTolerance = 1.2;

    // The cosine between an edge's gradient and the way to the middle: 26 degrees.
    private const double LeastCosine = 0.9;

    // Parts of a turn that are seen or not.
    private const int Parts = 48;

    private const int FewestEdges = 8;

    // Of the radius: what moves further is another ring.
    private const double MostMoved = 0.25;

    // Pixels.
    private const double LeastRadius = 3;

    /// <summary>The circle by least squares, and the share of a turn in which it has an edge.</summary>
    /// <param name="edges">The edges.</param>
    /// <param name="circle">Where it is about, in their pixels.</param>
    public static ClockCircle Of(IReadOnlyList<Edge> edges, ClockCircle circle)
    {
        ulong seen = 0;
        for (var round = 0; round < Tolerances.Length; round++)
        {
            var sums = new Sums();
            seen = Add(edges, circle, Math.Max(LeastTolerance, Tolerances[round] * circle.Radius), ref sums);
            if (
                sums.Count < FewestEdges
                || sums.Solve() is not { } off
                || Math.Abs(off.X) + Math.Abs(off.Y) > MostMoved * circle.Radius
            )
                break;
            // What was seen is seen of the circle of the last round.
            if (round < Tolerances.Length - 1)
                circle = new(circle.X + off.X, circle.Y + off.Y, Math.Max(LeastRadius, circle.Radius + off.Radius));
        }

        return circle with
        {
            Seen = BitOperations.PopCount(seen) / (double)Parts,
        };
    }

    private static ulong Add(IReadOnlyList<Edge> edges, ClockCircle circle, double tolerance, ref Sums sums)
    {
        ulong seen = 0;
        foreach (var edge in edges)
        {
            var (x, y) = (edge.X - circle.X, edge.Y - circle.Y);
            var far = Math.Sqrt((x * x) + (y * y));
            if (
                Math.Abs(far - circle.Radius) > tolerance
                || Math.Abs((x * edge.Across) + (y * edge.Down)) < LeastCosine * far
            )
                continue;
            seen |= 1UL << (int)((Math.Atan2(y, x) + Math.PI) / Math.Tau * Parts) % Parts;
            sums.Add(x / far, y / far, far - circle.Radius);
        }

        return seen;
    }

    // Normal equations of: an edge in direction (x, y) is off by the move of the middle along it, and what the radius
    // gains.
    private struct Sums
    {
        private double _xx,
            _xy,
            _yy,
            _x,
            _y,
            _offX,
            _offY,
            _off;

        public int Count { get; private set; }

        public void Add(double x, double y, double off)
        {
            (_xx, _xy, _yy) = (_xx + (x * x), _xy + (x * y), _yy + (y * y));
            (_x, _y) = (_x + x, _y + y);
            (_offX, _offY, _off) = (_offX + (off * x), _offY + (off * y), _off + off);
            Count++;
        }

        // By Cramer's rule; null where all edges are on one side.
        public readonly (double X, double Y, double Radius)? Solve()
        {
            var all = Determinant((_xx, _xy, _x), (_xy, _yy, _y), (_x, _y, Count));
            if (Math.Abs(all) < 1e-6)
                return null;
            return (
                Determinant((_offX, _xy, _x), (_offY, _yy, _y), (_off, _y, Count)) / all,
                Determinant((_xx, _offX, _x), (_xy, _offY, _y), (_x, _off, Count)) / all,
                Determinant((_xx, _xy, _offX), (_xy, _yy, _offY), (_x, _y, _off)) / all
            );
        }

        private static double Determinant(
            (double, double, double) a,
            (double, double, double) b,
            (double, double, double) c
        ) =>
            (a.Item1 * ((b.Item2 * c.Item3) - (b.Item3 * c.Item2)))
            - (a.Item2 * ((b.Item1 * c.Item3) - (b.Item3 * c.Item1)))
            + (a.Item3 * ((b.Item1 * c.Item2) - (b.Item2 * c.Item1)));
    }
}
