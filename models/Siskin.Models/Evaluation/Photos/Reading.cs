using System.Globalization;
using System.Text.RegularExpressions;

namespace Siskin.Models.Evaluation.Photos;

/// <summary>Compares what was read off an instrument with what it shows.</summary>
internal static partial class Reading
{
    /// <summary>How far a gauge's reading may be off: a fraction of its scale.</summary>
    public const double GaugeTolerance = 0.02;

    private const double Rounding = 1e-9;
    private const double HalfDay = 12 * 3600;

    /// <summary>
    /// A reading to a whole number of units, as a label that was rounded asks for: the same whole part, or within half
    /// a unit.
    /// </summary>
    public static bool IsWhole(string reply, double wanted) =>
        Number(reply) is { } got && (Math.Floor(got) == Math.Floor(wanted) || Math.Abs(got - wanted) <= 0.5 + Rounding);

    /// <summary>
    /// One of several texts between <c>|</c>, digit for digit; <c>?</c> stands for any digit, leading zeros are free
    /// and the decimal point counts.
    /// </summary>
    public static bool IsDigits(string reply, string alternatives) =>
        alternatives.Split('|').Any(text => IsDigit(WithoutZeros(reply.Trim()), WithoutZeros(text)));

    /// <summary>
    /// A gauge's value over the span of its scale, such as <c>37.5/160</c>; several scales between <c>;</c>. Right is
    /// what is within <see cref="GaugeTolerance"/> of the span of any of them.
    /// </summary>
    /// <exception cref="FormatException">It is no such text.</exception>
    public static bool IsOnScale(string reply, string scales) =>
        scales
            .Split(';')
            .Select(scale =>
                scale.Split('/') is [var value, var span] ? (Parse(value), Parse(span)) : throw Bad(scales)
            )
            .ToArray() // every scale is read before one of them decides
            .Any(scale =>
                Number(reply) is { } got && Math.Abs(got - scale.Item1) <= (GaugeTolerance * scale.Item2) + Rounding
            );

    /// <summary>The option that is nearest to what was read, or null where nothing was read.</summary>
    public static string? Nearest(string reply, IReadOnlyList<string> options) =>
        Number(reply) is { } got && options.All(option => Number(option) is not null)
            ? options.MinBy(option => Distance(got, Number(option)!.Value, IsTime(option)))
            : options.FirstOrDefault(option => option.Equals(reply.Trim(), StringComparison.OrdinalIgnoreCase));

    /// <summary>
    /// The number that a text begins with, or the seconds of a time of day such as <c>9:31:27</c>; null for neither.
    /// </summary>
    public static double? Number(string text)
    {
        if (TimeOfDay().Match(text) is { Success: true } time)
            return (Parse(time.Groups[1].Value) * 3600)
                + (Parse(time.Groups[2].Value) * 60)
                + (time.Groups[3].Success ? Parse(time.Groups[3].Value) : 0);
        return LeadingNumber().Match(text) is { Success: true } number ? Parse(number.Value) : null;
    }

    // A clock's face shows no half of the day.
    private static double Distance(double got, double option, bool isTime)
    {
        var distance = Math.Abs(got - option);
        if (!isTime)
            return distance;
        distance %= HalfDay;
        return Math.Min(distance, HalfDay - distance);
    }

    private static bool IsDigit(string reply, string wanted) =>
        reply.Length == wanted.Length
        && reply
            .Zip(wanted)
            .All(pair => pair.First == pair.Second || (pair.Second == '?' && char.IsAsciiDigit(pair.First)));

    private static string WithoutZeros(string digits) => ZerosInFront().Replace(digits, "");

    private static bool IsTime(string text) => TimeOfDay().IsMatch(text);

    private static double Parse(string number) => double.Parse(number, CultureInfo.InvariantCulture);

    private static FormatException Bad(string scales) =>
        new($"'{scales}' is no value and span such as 37.5/160, several of them between ';'");

    [GeneratedRegex(@"^\s*[+-]?[0-9]+(\.[0-9]+)?", RegexOptions.CultureInvariant)]
    private static partial Regex LeadingNumber();

    [GeneratedRegex(@"^\s*([0-9]{1,2}):([0-9]{2})(?::([0-9]{2}))?", RegexOptions.CultureInvariant)]
    private static partial Regex TimeOfDay();

    [GeneratedRegex(@"^0+(?=[0-9?])", RegexOptions.CultureInvariant)]
    private static partial Regex ZerosInFront();
}
