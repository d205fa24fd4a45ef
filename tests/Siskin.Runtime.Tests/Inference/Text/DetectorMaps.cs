using Siskin.Runtime.Inference.Text;

namespace Siskin.Runtime.Tests.Inference.Text;

/// <summary>What a detector says that sees exactly what is there.</summary>
internal static class DetectorMaps
{
    /// <summary>The score of cells in a row; that of others is less by twice of it.</summary>
    public const float Sure = 6;

    /// <summary>(4, H, W) cells that say where rows are, in pixels.</summary>
    public static float[] Of(int width, int height, params LineBox[] rows)
    {
        var cells = width * height;
        var told = new float[DetectedRows.Planes * cells];
        Array.Fill(told, -Sure, 0, cells);
        for (var at = 0; at < cells; at++)
        {
            var (x, y) = (DetectedRows.Stride * ((at % width) + 0.5), DetectedRows.Stride * ((at / width) + 0.5));
            foreach (var row in rows)
            {
                var (wide, high) = DetectedRows.CoreOf(row);
                if (!(row with { Width = wide, Height = high }).Covers(row with { X = x, Y = y }))
                    continue;
                var (sin, cos) = Math.SinCos(row.Degrees * Math.PI / 180);
                told[at] = Sure;
                told[cells + at] = (float)DetectedRows.LogHeight(row.Height);
                told[(2 * cells) + at] = (float)cos;
                told[(3 * cells) + at] = (float)sin;
            }
        }

        return told;
    }
}
