namespace Siskin.Runtime.Signals.Queries;

/// <summary>
/// Rising, falling or steady: the change of a least-squares line over the window against the noise around it, at least
/// one printed step; more than 2.5 times the noise is a trend. So is a series of five values and more of which each
/// is above, or each is below the one before: by chance that happens to one in sixty.
/// </summary>
internal static class SeriesTrend
{
    private const double Threshold = 2.5;
    private const int Steps = 5;

    public static string Of(IReadOnlyList<decimal> values, int decimals)
    {
        if (values.Count < 3)
            return values.Count < 2 || values[0] == values[^1] ? "steady"
                : values[^1] > values[0] ? "rising"
                : "falling";
        if (Steady(values) is var direction and not 0)
            return direction > 0 ? "rising" : "falling";
        var n = values.Count;
        double middle = (n - 1) / 2.0,
            mean = (double)values.Average(),
            sxx = 0,
            sxy = 0,
            residual = 0;
        for (var i = 0; i < n; i++)
        {
            sxx += (i - middle) * (i - middle);
            sxy += (i - middle) * ((double)values[i] - mean);
        }

        var slope = sxy / sxx;
        for (var i = 0; i < n; i++)
            residual += Math.Pow((double)values[i] - mean - slope * (i - middle), 2);
        var noise = Math.Max(Math.Pow(10, -decimals), Math.Sqrt(residual / (n - 2)));
        return (slope * (n - 1) / noise) switch
        {
            > Threshold => "rising",
            < -Threshold => "falling",
            _ => "steady",
        };
    }

    // 1 where every step goes up, -1 where every one goes down: a pump-down over decades is no line.
    private static int Steady(IReadOnlyList<decimal> values)
    {
        var first = values[1].CompareTo(values[0]);
        for (var i = 2; i < values.Count; i++)
            if (values[i].CompareTo(values[i - 1]) != first)
                return 0;
        return values.Count >= Steps ? first : 0;
    }

    public static int Decimals(string printed)
    {
        var mark = printed.LastIndexOfAny(['.', ',']);
        return mark < 0 ? 0 : printed[(mark + 1)..].TakeWhile(char.IsAsciiDigit).Count();
    }
}
