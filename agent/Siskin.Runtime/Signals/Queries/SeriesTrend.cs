namespace Siskin.Runtime.Signals.Queries;

/// <summary>
/// Rising, falling or steady: the change of a least-squares line over the window against the noise around it, at least
/// one printed step; more than 2.5 times the noise is a trend.
/// </summary>
internal static class SeriesTrend
{
    private const double Threshold = 2.5;

    public static string Of(IReadOnlyList<decimal> values, int decimals)
    {
        if (values.Count < 3)
            return values.Count < 2 || values[0] == values[^1] ? "steady"
                : values[^1] > values[0] ? "rising"
                : "falling";
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

    public static int Decimals(string printed)
    {
        var mark = printed.LastIndexOfAny(['.', ',']);
        return mark < 0 ? 0 : printed[(mark + 1)..].TakeWhile(char.IsAsciiDigit).Count();
    }
}
