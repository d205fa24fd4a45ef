using Siskin.Models.Data.Frames;
using Siskin.Runtime.Inference.Text;
using SkiaSharp;

namespace Siskin.Models.Strips.Rows;

/// <summary>Samples from drawn rows: cut out as they are found, or as people cut them, in another light.</summary>
/// <param name="rows">Frames with a row.</param>
/// <param name="others">Frames without.</param>
internal sealed class RowSamples(IReadOnlyList<DrawnRow> rows, IReadOnlyList<DrawnRow> others)
{
    // How often frames without a row are shown, and how often all of a frame where it has no other row.
    private const double Others = 0.05,
        Whole = 0.3;

    // How often light falls unevenly on it.
    private const double Shaded = 0.4;

    // Degrees by which a row is turned, as the deviation and at most, and the factor by which it is stretched at most.
    private const double Turned = 2.5,
        MostTurned = 8,
        Stretched = 1.3;

    /// <summary>The pixels (3, 32, 224) of a sample, and the classes of its characters.</summary>
    public (byte[] Pixels, int[] Classes) Draw(Random rng, RowStrip strip)
    {
        var row = rng.PickFrom(others.Count > 0 && rng.Chance(Others) ? others : rows);
        var stretched = rng.Chance(0.5) ? rng.LogBetween(1 / Stretched, Stretched) : 1;
        var pixels = Cut(row, rng.Chance(Whole) ? WholeOf(rng, row) : NearOf(rng, row), strip, stretched);
        if (rng.Chance(Shaded))
            StripLight.Shade(rng, pixels, RowStrip.Length);
        StripLight.Change(rng, pixels, RowStrip.Length);
        return (pixels, row.Classes);
    }

    /// <summary>A row with a little of what is around it.</summary>
    public static byte[] Plain(DrawnRow row, RowStrip strip) =>
        Cut(row, row.Row is { } box ? Box(box).Padded(0.15, 0.1) : All(row), strip);

    private static byte[] Cut(DrawnRow row, LineBox box, RowStrip strip, double stretched = 1)
    {
        var pixels = new byte[RowSpeller.Shape.Values];
        strip.Cut(row.Frame, box, pixels, stretched);
        return pixels;
    }

    // The row as something found it: more on one side than on the other, a little too tight at times.
    private static LineBox NearOf(Random rng, DrawnRow row)
    {
        if (row.Row is not { } box)
            return WholeOf(rng, row);
        var (left, right) = (Around(rng, 0.6), Around(rng, 0.6));
        var (above, below) = (Around(rng, 0.4), Around(rng, 0.4));
        var height = box.Height;
        box = new SKRect(
            box.Left - (left * height),
            box.Top - (above * height),
            box.Right + (right * height),
            box.Bottom + (below * height)
        );
        return Box(box) with { Degrees = Turn(rng) };
    }

    private static double Turn(Random rng) => Math.Clamp(rng.Gaussian() * Turned, -MostTurned, MostTurned);

    // Mostly a little, sometimes much.
    private static float Around(Random rng, double most)
    {
        var share = rng.NextDouble();
        return (float)(-0.04 + (most * share * share));
    }

    private static LineBox WholeOf(Random rng, DrawnRow row)
    {
        var all = All(row);
        return !row.IsAlone && row.Row is { } box
            ? Box(box).Padded(rng.Between(0, 0.3), rng.Between(0, 0.15))
            : all with
            {
                Width = all.Width * rng.Between(0.98, 1.08),
                Height = all.Height * rng.Between(0.95, 1.15),
                Degrees = Turn(rng),
            };
    }

    private static LineBox All(DrawnRow row) => Box(SKRect.Create(row.Frame.Width, row.Frame.Height));

    private static LineBox Box(SKRect box) => new(box.MidX, box.MidY, box.Width, box.Height);
}
