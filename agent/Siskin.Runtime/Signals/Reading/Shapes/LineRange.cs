using System.Text.RegularExpressions;

namespace Siskin.Runtime.Signals.Reading.Shapes;

/// <summary>What a line allows its value in brackets: <c>128 bpm (50-120)</c>, <c>84 °C (max 105)</c>.</summary>
internal static partial class LineRange
{
    /// <summary>The lowest and the highest value; null for what the line does not say.</summary>
    public static (decimal? Low, decimal? High) Of(string line)
    {
        if (line.AsSpan().IndexOfAny('(', '[') < 0)
            return (null, null);
        if (
            Span().Match(line) is { Success: true } span
            && ValueReader.TryNumber(span.Groups["a"].Value, out var from)
            && ValueReader.TryNumber(span.Groups["b"].Value, out var to)
            && from < to
        )
            return (from, to);
        decimal? low = null,
            high = null;
        foreach (Match bound in Bound().Matches(line))
            if (ValueReader.TryNumber(bound.Groups["v"].Value, out var one))
                _ = LineWords.IsLow(bound.Groups["k"].Value.ToLowerInvariant()) ? low ??= one : high ??= one;
        return (low, high);
    }

    // "50-120"
    [GeneratedRegex(@"^[+-]?\d[\d.,]*(?:-|–|\.\.\.?)[+-]?\d[\d.,]*$")]
    private static partial Regex Whole();

    /// <summary>Whether a word is such a range.</summary>
    public static bool Is(string word) => Whole().IsMatch(word);

    [GeneratedRegex(
        @"(?<=\d[^()\[\]]{0,12})[(\[]\s*(?<a>[+-]?\d[\d.,]*)\s*(?:-|–|\.\.\.?|to)\s*(?<b>[+-]?\d[\d.,]*)\s*[^\s\d()\[\]]{0,8}[)\]]"
    )]
    private static partial Regex Span();

    [GeneratedRegex(
        @"(?<=[(\[,;]\s{0,2})(?<k>min|max|limit|lo|hi)\.?\s*[:=]?\s*(?<v>[+-]?\d[\d.,]*\d|[+-]?\d)",
        RegexOptions.IgnoreCase
    )]
    private static partial Regex Bound();
}
