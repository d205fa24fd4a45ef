namespace Siskin.Models.Data.Telemetry;

/// <summary>
/// What "rising", "falling" and "steady" mean. A least-squares line is laid through the window. Its change over the
/// whole window is compared with the noise, the standard deviation of the values around the line (n - 2 degrees of
/// freedom, at least <see cref="Floor"/> printed steps): a change of more than <see cref="Threshold"/> times the noise
/// is a trend. Synthesized windows keep a margin on both sides of the threshold so that the label is plain to see.
/// </summary>
public static class TrendRule
{
    /// <summary>Change over noise at which a window has a trend.</summary>
    public const double Threshold = 2.5;

    /// <summary>Synthesized steady windows stay below this ratio.</summary>
    public const double SteadyBelow = 1.6;

    /// <summary>Synthesized rising and falling windows are above this ratio.</summary>
    public const double TrendAbove = 3.6;

    /// <summary>Smallest noise, in units of the last printed decimal.</summary>
    public const double Floor = 1;

    /// <summary>"rising", "falling" or "steady".</summary>
    /// <param name="values">At least three values at equal intervals, in units of the last printed decimal.</param>
    public static string Label(ReadOnlySpan<long> values) =>
        Ratio(values) switch
        {
            > Threshold => "rising",
            < -Threshold => "falling",
            _ => "steady",
        };

    /// <summary>
    /// Whether a window lies in the margin around the threshold, in which none is synthesized: people would not agree
    /// about it either.
    /// </summary>
    public static bool IsAmbiguous(ReadOnlySpan<long> values) =>
        Math.Abs(Ratio(values)) is >= SteadyBelow and <= TrendAbove;

    /// <summary>Change of the fitted line over the window, divided by the noise; positive when it rises.</summary>
    public static double Ratio(ReadOnlySpan<long> values)
    {
        var n = values.Length;
        double middle = (n - 1) / 2.0,
            mean = 0,
            sxx = 0,
            sxy = 0,
            residual = 0;
        foreach (var value in values)
            mean += (double)value / n;
        for (var i = 0; i < n; i++)
        {
            sxx += (i - middle) * (i - middle);
            sxy += (i - middle) * (values[i] - mean);
        }
        var slope = sxy / sxx;
        for (var i = 0; i < n; i++)
            residual += Math.Pow(values[i] - mean - slope * (i - middle), 2);
        var noise = Math.Max(Floor, Math.Sqrt(residual / (n - 2)));
        return slope * (n - 1) / noise;
    }
}
