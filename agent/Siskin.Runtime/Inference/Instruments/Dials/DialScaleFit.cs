namespace Siskin.Runtime.Inference.Instruments.Dials;

/// <summary>
/// Finds the scales that numerals of a dial make, whatever else was taken for a numeral: the chain of numerals, rising
/// clockwise in one ring, whose angles grow most steadily with their values. Few scales are quite even, by their
/// movement (density monitors, airspeed) or by the camera's place, so that a chain may bend, but not jump. What is left
/// makes the next scale.
/// </summary>
/// <remarks>
/// The best chain is found by dynamic programming over its last two numerals, as the longest increasing subsequence is
/// (Fredman 1975, On computing the length of longest increasing subsequences).
/// </remarks>
internal static class DialScaleFit
{
    // A face has up to two scales, and further ones of dates, names or part numbers.
    private const int MostScales = 4;

    // Numerals closer than 9 degrees say nothing about a line.
    private const double LeastApart = 0.15;

    // The natural logarithm of by how much a step of one may take another angle than the step before it.
    private static readonly double MostBend = Math.Log(1.75);

    // What a step loses of a numeral's weight for each unit of that logarithm.
    private const double BendCost = 1;

    /// <summary>The scales, from the one that most numerals make on; none where no two fit.</summary>
    /// <param name="marks">All numerals, in any order.</param>
    public static IReadOnlyList<DialScale> Find(IEnumerable<DialMark> marks)
    {
        var left = marks.OrderBy(mark => mark.Angle).ToList();
        var scales = new List<DialScale>();
        while (scales.Count < MostScales && Best(left) is { } scale)
        {
            scales.Add(scale);
            left.RemoveAll(mark => scale.Marks.Any(taken => taken.Line == mark.Line));
        }

        return scales;
    }

    private static DialScale? Best(List<DialMark> marks)
    {
        var count = marks.Count;
        var scores = new double[count, count]; // of the best chain that ends with two numerals
        var before = new int[count, count]; // the numeral before these; -1 for none
        var (most, first, second) = (0.0, -1, -1);
        for (var last = 0; last < count; last++)
        {
            for (var one = 0; one < last; one++)
            {
                if (!IsStep(marks[one], marks[last]))
                    continue;
                var (score, from) = (marks[one].Confidence, -1);
                for (var earlier = 0; earlier < one; earlier++)
                {
                    if (scores[earlier, one] <= score)
                        continue;
                    var bend = Math.Abs(Math.Log(Slope(marks[earlier], marks[one]) / Slope(marks[one], marks[last])));
                    if (bend <= MostBend && scores[earlier, one] - (BendCost * bend) is var longer && longer > score)
                        (score, from) = (longer, earlier);
                }

                scores[one, last] = score + marks[last].Confidence;
                before[one, last] = from;
                if (scores[one, last] > most)
                    (most, first, second) = (scores[one, last], one, last);
            }
        }

        return second < 0 ? null : new DialScale(Chain(marks, before, first, second), most);
    }

    private static bool IsStep(DialMark low, DialMark high) =>
        high.Value > low.Value
        && high.Line != low.Line
        && high.Angle - low.Angle >= LeastApart
        && Math.Abs(low.Radius - high.Radius) <= DialScale.RingWidth * Math.Max(low.Radius, high.Radius);

    // Of an angle for each unit of the value, in radians.
    private static double Slope(DialMark low, DialMark high) => (high.Angle - low.Angle) / (high.Value - low.Value);

    private static DialMark[] Chain(List<DialMark> marks, int[,] before, int first, int second)
    {
        var chain = new List<DialMark> { marks[second] };
        while (first >= 0)
        {
            chain.Add(marks[first]);
            (first, second) = (before[first, second], first);
        }

        chain.Reverse();
        return [.. chain];
    }
}
