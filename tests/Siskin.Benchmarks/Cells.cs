using System.Globalization;
using Siskin.EndToEnd.Tests.Harness;

namespace Siskin.Benchmarks;

/// <summary>Figures as the tables show them.</summary>
internal static class Cells
{
    /// <summary>A figure: two digits behind the point below 10, else one.</summary>
    public static string Show(double value) =>
        value.ToString(Math.Abs(value) < 10 ? "0.00" : "0.0", CultureInfo.InvariantCulture);

    /// <summary>The median of some figures, and the least and the most.</summary>
    /// <param name="values">One at least.</param>
    public static string Spread(double[] values) =>
        $"{Show(Figures.Percentile(values, 50))} ({Show(values.Min())} to {Show(values.Max())})";
}
