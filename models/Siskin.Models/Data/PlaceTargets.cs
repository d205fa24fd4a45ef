using Siskin.Runtime.Vision;

namespace Siskin.Models.Data;

/// <summary>
/// Where the instruments are that some samples of a group ask for, as flat row-major arrays: N of them, in frames of P
/// patches.
/// </summary>
/// <param name="Rows">Which samples of the group these are, (N).</param>
/// <param name="Shares">
/// (N, P + 1): equal shares for the patches whose centre lies in the instrument, or 1 for the nearest; the last column
/// is 1 where it is not in the frame.
/// </param>
/// <param name="Edges">
/// Left, top, right and bottom in fractions of the grid, (N, 4); of all of it where it is not in it.
/// </param>
/// <param name="Centres">Where offsets of edges count from: x, y, x, y of each patch's centre, (P, 4).</param>
public sealed record PlaceTargets(long[] Rows, float[] Shares, float[] Edges, float[] Centres)
{
    /// <summary>Of the samples that ask for a place; null where none does.</summary>
    public static PlaceTargets? Of(IReadOnlyList<EncodedSample> samples)
    {
        var rows = Enumerable.Range(0, samples.Count).Where(b => samples[b].Place is not null).ToArray();
        if (rows.Length == 0)
            return null;
        var centres = PatchGrid.Centres(samples[0].Rows, samples[0].Columns);
        var patches = centres.Length;
        var shares = new float[rows.Length * (patches + 1)];
        var edges = new float[rows.Length * 4];
        for (var n = 0; n < rows.Length; n++)
        {
            var of = shares.AsSpan(n * (patches + 1), patches + 1);
            // The edges of what is not there count for nothing, but an area of 0 would divide by 0.
            var region = samples[rows[n]].Place!.Region ?? FrameRegion.Whole;
            edges[4 * n] = (float)region.X;
            edges[(4 * n) + 1] = (float)region.Y;
            edges[(4 * n) + 2] = (float)(region.X + region.Width);
            edges[(4 * n) + 3] = (float)(region.Y + region.Height);
            if (samples[rows[n]].Place!.Region is null)
            {
                of[patches] = 1;
                continue;
            }
            var covered = Covered(region, centres);
            foreach (var patch in covered)
                of[patch] = 1f / covered.Count;
        }

        return new PlaceTargets(
            [.. rows.Select(row => (long)row)],
            shares,
            edges,
            [.. centres.SelectMany(centre => new[] { centre.X, centre.Y, centre.X, centre.Y })]
        );
    }

    private static IReadOnlyList<int> Covered(FrameRegion region, (float X, float Y)[] centres)
    {
        var within = Enumerable
            .Range(0, centres.Length)
            .Where(patch => region.Contains(centres[patch].X, centres[patch].Y))
            .ToArray();
        if (within.Length > 0)
            return within;
        var (x, y) = (region.X + (region.Width / 2), region.Y + (region.Height / 2));
        return
        [
            Enumerable
                .Range(0, centres.Length)
                .MinBy(patch => Math.Pow(centres[patch].X - x, 2) + Math.Pow(centres[patch].Y - y, 2)),
        ];
    }
}
