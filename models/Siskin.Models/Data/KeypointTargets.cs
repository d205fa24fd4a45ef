using Siskin.Runtime.Inference.Instruments;
using Siskin.Runtime.Vision;

namespace Siskin.Models.Data;

/// <summary>
/// Where the points of scales are in some samples of a group, as flat row-major arrays: N of them, K points each, in
/// frames of P patches.
/// </summary>
/// <param name="Rows">Which samples of the group these are, (N).</param>
/// <param name="Shares">
/// (N, P + 1, K): equal shares for the patches whose centre is at most a patch away along both axes; the last row is 1
/// where the point is not in the frame.
/// </param>
/// <param name="Points">x and y in fractions of the grid, (N, 1, K, 2); 0 where a point is not in it.</param>
/// <param name="Centres">x and y of each patch's centre, (P, 1, 2).</param>
public sealed record KeypointTargets(long[] Rows, float[] Shares, float[] Points, float[] Centres)
{
    // Of a patch: a point on the border of two is both their own.
    private const double Reach = 0.75;

    /// <summary>Of the samples whose points are known; null where none are.</summary>
    public static KeypointTargets? Of(IReadOnlyList<EncodedSample> samples)
    {
        var rows = Enumerable.Range(0, samples.Count).Where(b => samples[b].Keypoints is not null).ToArray();
        if (rows.Length == 0)
            return null;
        var (height, width) = (samples[0].Rows, samples[0].Columns);
        var patches = height * width;
        var shares = new float[rows.Length * (patches + 1) * ScaleKeypoints.Count];
        var points = new float[rows.Length * ScaleKeypoints.Count * 2];
        for (var n = 0; n < rows.Length; n++)
        for (var k = 0; k < ScaleKeypoints.Count; k++)
        {
            if (samples[rows[n]].Keypoints!.All[k] is not { IsInside: true } point)
            {
                shares[Share(n, patches, k)] = 1;
                continue;
            }
            (points[((n * ScaleKeypoints.Count) + k) * 2], points[(((n * ScaleKeypoints.Count) + k) * 2) + 1]) = (
                (float)point.X,
                (float)point.Y
            );
            var near = Near(point).ToArray();
            foreach (var patch in near)
                shares[Share(n, patch, k)] = 1f / near.Length;
        }

        return new KeypointTargets(
            [.. rows.Select(row => (long)row)],
            shares,
            points,
            [.. PatchGrid.Centres(height, width).SelectMany(centre => new[] { centre.X, centre.Y })]
        );

        int Share(int n, int patch, int k) => (((n * (patches + 1)) + patch) * ScaleKeypoints.Count) + k;

        IEnumerable<int> Near(FramePoint point)
        {
            var (x, y) = (point.X * width, point.Y * height);
            for (var row = 0; row < height; row++)
            for (var column = 0; column < width; column++)
                if (Math.Abs(column + 0.5 - x) <= Reach && Math.Abs(row + 0.5 - y) <= Reach)
                    yield return (row * width) + column;
        }
    }
}
