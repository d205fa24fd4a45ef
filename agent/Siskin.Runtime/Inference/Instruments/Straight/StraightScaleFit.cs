namespace Siskin.Runtime.Inference.Instruments.Straight;

/// <summary>
/// Finds straight scales among numerals: each two of them are taken for two of a scale, and the others are counted that
/// stand where it has their values, as random sample consensus does (Fischler and Bolles 1981), here with all pairs.
/// Below zero the minus is often left out, and beside a mark one is read where none is: of a numeral only the size
/// counts, and values that rise upwards or to the right may be negative.
/// </summary>
internal static class StraightScaleFit
{
    // Fewer numerals make a line by chance, and more than three scales has no instrument.
    private const int FewestNumerals = 3,
        MostScales = 3;
    private const double LeastScore = 2.2;

    // Of a numeral's size: how far two that make a scale are apart, how far others may stand from their place along it,
    // and of its larger side across it.
    private const double LeastApart = 1.2,
        Along = 0.45,
        Across = 0.8;

    // What a numeral weighs whose minus is not printed, and one of a scale that falls.
    private const double Unsigned = 0.9,
        Falling = 0.8;

    // Of a numeral's size: closer than this no two are printed.
    private const double LeastStep = 0.5;

    // Of a numeral's size: how far apart the two sides are on which numerals stand by turns.
    private const double Furthest = 8;

    // Numerals in a wild order have no common step; a scale of which many are missing is less sure.
    private const double StepError = 0.1,
        Missing = 0.6;

    private static readonly (int One, int Other)[] Signs = [(1, 1), (-1, 1), (-1, -1)];

    /// <summary>The scales, the one that most numerals make first; no numeral belongs to two.</summary>
    public static IReadOnlyList<StraightScale> Of(IReadOnlyList<ScaleNumeral> numerals)
    {
        var scales = new List<StraightScale>();
        var left = numerals.ToList();
        while (scales.Count < MostScales && Best(left, besides: false) is { } scale)
        {
            scales.Add(scale);
            left.RemoveAll(numeral => scale.Marks.Any(mark => mark.X == numeral.X && mark.Y == numeral.Y));
        }

        return scales.Count == 0 && Best(left, besides: true) is { } staggered ? [staggered] : scales;
    }

    private static StraightScale? Best(List<ScaleNumeral> numerals, bool besides)
    {
        List<ScaleNumeral>? best = null;
        var most = LeastScore;
        foreach (var one in numerals)
        foreach (var other in numerals)
        foreach (var (oneSign, otherSign) in Signs)
        {
            var from = one with { Value = oneSign * Math.Abs(one.Value) };
            var to = other with { Value = otherSign * Math.Abs(other.Value) };
            if (to.Value <= from.Value || (oneSign < 0 && from.Value == 0) || (otherSign < 0 && to.Value == 0))
                continue;
            var (marks, score) = Fitting(numerals, from, to, besides);
            if (score > most)
                (best, most) = (marks, score);
        }

        return best is null ? null : new StraightScale(best, most);
    }

    private static (List<ScaleNumeral> Marks, double Score) Fitting(
        List<ScaleNumeral> numerals,
        ScaleNumeral from,
        ScaleNumeral to,
        bool besides
    )
    {
        var marks = new List<ScaleNumeral>();
        if (Axis.Of(from, to) is not { } axis)
            return (marks, 0);
        double score = 0;
        double? other = null; // across the scale, where numerals stand on its other side
        foreach (var numeral in numerals)
        {
            var (across, reach) = (axis.Across(numeral), Across * Math.Max(numeral.Width, numeral.Height));
            var isBeside = Math.Abs(across) > reach;
            if (isBeside && !(besides && IsAcross(across, other, reach, numeral.Size)))
                continue;
            var value = axis.ValueOf(numeral);
            var off = axis.Off(numeral, value) / (Along * numeral.Size);
            if (off > 1 || marks.Any(mark => mark.Value == value))
                continue;
            if (isBeside)
                other ??= across;
            marks.Add((isBeside ? axis.Moved(numeral, other!.Value) : numeral) with { Value = value });
            score += (value < 0 ? Unsigned : 1) * (axis.Rises ? 1 : Falling) * numeral.Confidence * (1 - (off / 2));
        }

        return
            marks.Count >= FewestNumerals
            && Steps(marks) is { } steps
            && (marks.Max(mark => mark.Value) - marks.Min(mark => mark.Value)) / steps / axis.PerPixel
                >= LeastStep * Math.Min(from.Size, to.Size)
            ? (marks, score * (Missing + ((1 - Missing) * Math.Min(1, (marks.Count - 1) / steps))))
            : (marks, 0);
    }

    // The line through two numerals: where it begins, its direction of length 1, and what a pixel along it is worth.
    private readonly record struct Axis(ScaleNumeral From, double Right, double Down, double PerPixel)
    {
        public bool Rises => Math.Abs(Down) > Math.Abs(Right) ? Down < 0 : Right > 0;

        public static Axis? Of(ScaleNumeral from, ScaleNumeral to)
        {
            var (right, down) = (to.X - from.X, to.Y - from.Y);
            var length = Math.Sqrt((right * right) + (down * down));
            if (length < LeastApart * Math.Min(from.Size, to.Size))
                return null;
            var axis = new Axis(from, right / length, down / length, (to.Value - from.Value) / length);
            return from.Value < 0 && !axis.Rises ? null : axis;
        }

        public double Across(ScaleNumeral numeral) => ((numeral.Y - From.Y) * Right) - ((numeral.X - From.X) * Down);

        // Below zero where its place says so: signs are seldom read.
        public double ValueOf(ScaleNumeral numeral)
        {
            var (there, size) = (ValueAt(numeral), Math.Abs(numeral.Value));
            return Rises && size > 0 && Math.Abs(there + size) < Math.Abs(there - size) ? -size : size;
        }

        // How far from the place of a value it stands, in pixels.
        public double Off(ScaleNumeral numeral, double value) => Math.Abs(ValueAt(numeral) - value) / PerPixel;

        public ScaleNumeral Moved(ScaleNumeral numeral, double across) =>
            numeral with
            {
                X = numeral.X + (across * Down),
                Y = numeral.Y - (across * Right),
            };

        private double ValueAt(ScaleNumeral numeral) =>
            From.Value + (PerPixel * (((numeral.X - From.X) * Right) + ((numeral.Y - From.Y) * Down)));
    }

    // Whether a numeral may stand on the other side of the tube, where the first one that does tells how far that is.
    private static bool IsAcross(double across, double? other, double reach, double size) =>
        other is { } known ? Math.Abs(across - known) <= reach : Math.Abs(across) <= Furthest * size;

    // How many steps there are from the lowest to the highest one; null where the differences are no multiples of one.
    private static double? Steps(List<ScaleNumeral> marks)
    {
        double[] values = [.. marks.Select(mark => mark.Value).Order()];
        var step = values.Zip(values.Skip(1), (one, next) => next - one).Min();
        return values.All(value => Math.Abs(Math.IEEERemainder((value - values[0]) / step, 1)) <= StepError)
            ? (values[^1] - values[0]) / step
            : null;
    }
}
