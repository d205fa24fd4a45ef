using System.Globalization;

namespace Siskin.Fleet.Queries;

/// <summary>
/// How values of a query are ordered: as numbers, as versions part by part (0.10.0 comes after 0.9), else as texts.
/// </summary>
internal static class QueryValue
{
    /// <param name="one">A value.</param>
    /// <param name="other">Another.</param>
    /// <param name="versions">Whether they are versions, though they may look like fractions.</param>
    public static int Compare(string one, string other, bool versions)
    {
        if (
            !versions
            && one.Count(c => c == '.') < 2
            && other.Count(c => c == '.') < 2
            && AreNumbers(one, other, out var a, out var b)
        )
            return a.CompareTo(b);
        return IsVersion(one) && IsVersion(other)
            ? CompareVersions(one, other)
            : string.Compare(one, other, StringComparison.OrdinalIgnoreCase);
    }

    public static bool AreEqualNumbers(string one, string other) =>
        AreNumbers(one, other, out var a, out var b) && a.Equals(b);

    private static bool AreNumbers(string one, string other, out double a, out double b)
    {
        b = 0;
        return IsNumber(one, out a) && IsNumber(other, out b);
    }

    private static bool IsNumber(string text, out double number) =>
        double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out number);

    private static bool IsVersion(string text) => text.Length > 0 && char.IsAsciiDigit(text[0]);

    private static int CompareVersions(string one, string other)
    {
        var (a, b) = (one.Split('.', '-', '+'), other.Split('.', '-', '+'));
        for (var i = 0; i < Math.Max(a.Length, b.Length); i++)
        {
            var (left, right) = (i < a.Length ? a[i] : "0", i < b.Length ? b[i] : "0");
            var order =
                long.TryParse(left, out var x) && long.TryParse(right, out var y)
                    ? x.CompareTo(y)
                    : string.Compare(left, right, StringComparison.OrdinalIgnoreCase);
            if (order != 0)
                return order;
        }
        return 0;
    }
}
