using System.Globalization;

namespace Siskin.Models.Comparison;

/// <summary>Values of one figure over seeds.</summary>
/// <param name="Mean">Their mean.</param>
/// <param name="Deviation">Their sample standard deviation (n - 1); null for one value.</param>
/// <param name="Values">By seed.</param>
internal sealed record Spread(double Mean, double? Deviation, IReadOnlyList<double> Values)
{
    /// <summary>The spread of at least one value.</summary>
    public static Spread Of(IReadOnlyList<double> values)
    {
        var mean = values.Average();
        var squares = values.Sum(value => (value - mean) * (value - mean));
        return new Spread(mean, values.Count < 2 ? null : Math.Sqrt(squares / (values.Count - 1)), values);
    }

    /// <summary>The mean and, behind a sign, the deviation.</summary>
    /// <param name="format">Of both numbers.</param>
    /// <param name="factor">By which they are multiplied.</param>
    public string Print(string format, double factor = 1)
    {
        var mean = (factor * Mean).ToString(format, CultureInfo.InvariantCulture);
        return Deviation is { } deviation
            ? $"{mean} ± {(factor * deviation).ToString(format, CultureInfo.InvariantCulture)}"
            : mean;
    }
}
