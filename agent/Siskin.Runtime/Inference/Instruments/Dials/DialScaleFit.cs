namespace Siskin.Runtime.Inference.Instruments.Dials;

/// <summary>
/// Finds the scales that numerals of a dial make, whatever else was taken for a numeral: two numerals give a line of
/// value over angle, and the line that most others lie on is a scale (random sample consensus, Fischler and Bolles
/// 1981; a dial has so few numerals that every pair is tried instead of random ones). What is left makes the next.
/// </summary>
internal static class DialScaleFit
{
    // A face has up to two scales, and a third one of dates, names or part numbers.
    private const int MostScales = 3;

    // How far a numeral may stand from where its value belongs: 5 degrees.
    private const double AngleTolerance = 5 * Math.PI / 180;

    // Numerals closer than 9 degrees say nothing about a line.
    private const double LeastApart = 0.15;

    // What a numeral at the edge of the tolerance counts of one in its place.
    private const double Edge = 0.5;

    /// <summary>The scales, from the one that most numerals make on; none where no two fit.</summary>
    /// <param name="marks">All numerals, in any order.</param>
    public static IReadOnlyList<DialScale> Find(IEnumerable<DialMark> marks)
    {
        var left = marks.ToList();
        var scales = new List<DialScale>();
        while (scales.Count < MostScales && Best(left) is { } scale)
        {
            scales.Add(scale);
            left.RemoveAll(scale.Marks.Contains);
        }

        return scales;
    }

    private static DialScale? Best(List<DialMark> marks)
    {
        List<DialMark>? best = null;
        double most = 0;
        foreach (var low in marks)
        {
            foreach (var high in marks)
            {
                var apart = high.Angle - low.Angle;
                if (
                    high.Value <= low.Value
                    || apart < LeastApart
                    || Math.Abs(low.Radius - high.Radius) > DialScale.RingWidth * Math.Max(low.Radius, high.Radius)
                )
                    continue;
                var (inliers, score) = On(marks, low, apart / (high.Value - low.Value), (low.Radius + high.Radius) / 2);
                if (inliers.Count >= 2 && score > most)
                    (best, most) = (inliers, score);
            }
        }

        return best is null ? null : new DialScale([.. best.OrderBy(mark => mark.Angle)], most);
    }

    // Of numerals with the same value the first one counts: a scale has each once.
    private static (List<DialMark> Inliers, double Score) On(
        List<DialMark> marks,
        DialMark start,
        double anglePerValue,
        double radius
    )
    {
        var inliers = new List<DialMark>();
        double score = 0;
        foreach (var mark in marks)
        {
            var off = Math.Abs(mark.Angle - start.Angle - ((mark.Value - start.Value) * anglePerValue));
            if (
                off > AngleTolerance
                || Math.Abs(mark.Radius - radius) > DialScale.RingWidth * radius
                || inliers.Exists(other => other.Value == mark.Value)
            )
                continue;
            inliers.Add(mark);
            score += mark.Confidence * (1 - ((1 - Edge) * off / AngleTolerance));
        }

        return (inliers, score);
    }
}
