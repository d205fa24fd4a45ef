using Siskin.Runtime.Bundles;

namespace Siskin.Runtime.Vision;

/// <summary>
/// The size that a frame gets before it enters the vision graph: aspect ratio kept, patch count bounded.
/// </summary>
/// <param name="PatchColumns">Patches per row of the grid.</param>
/// <param name="PatchRows">Rows of the grid.</param>
/// <param name="ScaledWidth">Width of the scaled frame in pixels, at most PatchColumns x patch size.</param>
/// <param name="ScaledHeight">Height of the scaled frame in pixels, at most PatchRows x patch size.</param>
public readonly record struct FrameGeometry(int PatchColumns, int PatchRows, int ScaledWidth, int ScaledHeight)
{
    /// <summary>Patches of the frame: the tokens it takes in the encoder input.</summary>
    public int Patches => PatchColumns * PatchRows;

    /// <summary>The part of the grid that the frame fills, from the upper left; the rest is padding.</summary>
    /// <param name="patchSize">Side of a patch in pixels.</param>
    public FrameRegion Filled(int patchSize) =>
        new(0, 0, ScaledWidth / ((double)PatchColumns * patchSize), ScaledHeight / ((double)PatchRows * patchSize));

    /// <summary>
    /// The largest size at one scale factor for both axes whose patch grid stays within
    /// <see cref="VisionShape.MaxPatches"/>, <see cref="VisionShape.MaxSide"/> and
    /// <see cref="VisionShape.MaxUpscale"/>. A side never falls below one pixel.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">A side is below 1.</exception>
    public static FrameGeometry Fit(int width, int height, VisionShape shape)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(width, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(height, 1);

        // The best scale fills some number of columns exactly or is limited by the rows that are left for it:
        // trying every column count finds the optimum.
        double patch = shape.PatchSize;
        double best = 0;
        for (var columns = 1; columns <= Math.Min(shape.MaxSide, shape.MaxPatches); columns++)
        {
            var rows = Math.Min(shape.MaxSide, shape.MaxPatches / columns);
            best = Math.Max(best, Math.Min(columns * patch / width, rows * patch / height));
        }

        var scale = Math.Min(best, shape.MaxUpscale);
        var scaledWidth = Scale(width, scale);
        var scaledHeight = Scale(height, scale);
        return new FrameGeometry(
            (scaledWidth + shape.PatchSize - 1) / shape.PatchSize,
            (scaledHeight + shape.PatchSize - 1) / shape.PatchSize,
            scaledWidth,
            scaledHeight
        );
    }

    // side * scale is at most a whole number of patches, so rounding to the nearest pixel cannot pass it.
    private static int Scale(int side, double scale) => Math.Max(1, (int)Math.Round(side * scale));
}
