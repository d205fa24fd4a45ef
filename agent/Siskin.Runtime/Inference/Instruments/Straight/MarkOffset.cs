namespace Siskin.Runtime.Inference.Instruments.Straight;

/// <summary>
/// How far the marks of a straight scale stand from the middle of their numerals: many makers print a numeral above its
/// mark. Where the marks are, the most rows at the same distance from their numerals are darker, or lighter, than what
/// is before and behind them.
/// </summary>
internal static class MarkOffset
{
    /// <summary>Where marks are most, in steps, as was seen on 214 photographs of thermometers.</summary>
    public const double Usual = -0.12;

    // In steps: where marks are looked for, and how far from the usual place they are.
    private const double Lowest = -0.6,
        Highest = 0.45,
        Deviation = 0.2;

    // Pixels: closer marks are not told apart.
    private const double LeastStep = 4;

    // Deviations by which a place has to stand out.
    private const double LeastScore = 0.8;

    // Of a numeral's width and size: from where to where marks reach that stand beside numerals, towards the liquid.
    private const double Into = 0.2,
        Reach = 0.8;

    // Of a step: half of what a mark is thick, with its surroundings. Levels: what stands out more is no mark.
    private const double Thickness = 0.05;
    private const double MostContrast = 40;

    /// <summary>How far above its numeral a mark stands, in steps: below 0 where it is below it.</summary>
    /// <param name="pixels">The frame.</param>
    /// <param name="scale">The scale.</param>
    /// <param name="across">Where the liquid is, across the scale.</param>
    public static double Of(ColourPixels pixels, StraightScale scale, double across)
    {
        var step = scale.StepPixels;
        if (step < LeastStep)
            return Usual;
        var from = (scale.Width / 2) - (Into * scale.Width);
        var to = Math.Max(from + 3, Math.Min(Math.Abs(across) - 2, (scale.Width / 2) + (Reach * scale.Size)));
        var marks = (int)Math.Round((scale.High - scale.Low) / scale.Step) + 1;
        var rows = new List<(double Offset, double Contrast)>();
        for (var offset = Lowest; offset <= Highest; offset += Math.Max(0.01, 0.5 / step))
        {
            var contrasts = Enumerable
                .Range(0, marks)
                .Select(mark => Contrast(scale.Place(scale.Low) + ((mark + offset) * step)))
                .OfType<double>()
                .ToList();
            if (contrasts.Count > 1)
                rows.Add((offset, contrasts.Average()));
        }

        if (rows.Count < 5)
            return Usual;
        var mean = rows.Average(row => row.Contrast);
        var deviation = 0.5 + Math.Sqrt(rows.Average(row => (row.Contrast - mean) * (row.Contrast - mean)));
        var best = rows.Select(row => (row.Offset, Score: Score(row.Offset, row.Contrast))).MaxBy(row => row.Score);
        return best.Score < LeastScore ? Usual : best.Offset;

        double Score(double offset, double contrast)
        {
            var unusual = (offset - Usual) / Deviation;
            return ((contrast - mean) / deviation) - (0.5 * unusual * unusual);
        }

        double? Contrast(double along)
        {
            var half = Math.Max(1.5, Thickness * step);
            var (sum, count) = (0.0, 0);
            for (var side = from; side <= to; side++)
            {
                var there = Math.Sign(across) * side;
                var around = (Level(along - half, there) + Level(along + half, there)) / 2;
                var apart = around - Level(along, there);
                if (double.IsNaN(apart))
                    continue;
                sum += apart;
                count++;
            }

            return count == 0 ? null : Math.Clamp(sum / count, -MostContrast, MostContrast);
        }

        double Level(double along, double there)
        {
            var (x, y) = scale.Pixel(along, there);
            return pixels.Luminance(x, y);
        }
    }
}
