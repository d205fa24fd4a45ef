using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace Siskin.Runtime.Signals.Queries;

/// <summary>
/// One question in the question language. Its canonical text is the operation, the rows in double quotes, the words in
/// single quotes, the numbers, the unit after <c>in</c>, and the time after an at sign: <c>above "boiler/temperature"
/// 80</c>, <c>is "valve" 'open'</c>, <c>value "power" in kW</c>, <c>at "value" @21:15</c>, <c>highest "value"
/// @08:00..09:00</c>. A quote or backslash within quotes is written after a backslash.
/// </summary>
/// <param name="Operation">What is asked.</param>
/// <param name="Rows">Paths of the signals that it is about.</param>
public sealed partial record Query(QueryOperation Operation, params IReadOnlyList<string> Rows)
{
    /// <summary>The numbers of the question.</summary>
    public IReadOnlyList<decimal> Numbers { get; init; } = [];

    /// <summary>
    /// The time asked about, or two times with two dots between them, of which one may be left out; or "".
    /// </summary>
    public string Time { get; init; } = "";

    /// <summary>The state asked about, or words of an event, or "".</summary>
    public string Words { get; init; } = "";

    /// <summary>The unit that the answer is wanted in, or "".</summary>
    public string Unit { get; init; } = "";

    /// <summary>
    /// The signal that names the records asked about, or "": of columns of one table only those records count for which it
    /// prints <see cref="WhereWords"/>.
    /// </summary>
    public string Where { get; init; } = "";

    /// <summary>What that signal prints, a state, or <c>missing</c>.</summary>
    public string WhereWords { get; init; } = "";

    /// <summary>The canonical text.</summary>
    public override string ToString()
    {
        var text = new StringBuilder(QueryNames.Of(Operation));
        foreach (var row in Rows)
            Quoted(text, row, '"');
        if (Words.Length > 0)
            Quoted(text, Words, '\'');
        foreach (var number in Numbers)
            text.Append(' ').Append(number.ToString(CultureInfo.InvariantCulture));
        if (Unit.Length > 0)
            text.Append(" in ").Append(Unit);
        if (Where.Length > 0)
        {
            text.Append(" where");
            Quoted(text, Where, '"');
            Quoted(text, WhereWords, '\'');
        }

        return Time.Length > 0 ? text.Append(" @").Append(Time).ToString() : text.ToString();
    }

    /// <summary>Reads a canonical text; false when it is none.</summary>
    public static bool TryParse(string text, out Query query)
    {
        query = new Query(QueryOperation.Unknown);
        var match = Canonical().Match(text);
        if (!match.Success || !QueryNames.TryParse(match.Groups["op"].Value, out var operation))
            return false;
        var numbers = new List<decimal>();
        foreach (Capture capture in match.Groups["number"].Captures)
        {
            if (!decimal.TryParse(capture.ValueSpan, NumberStyles.Float, CultureInfo.InvariantCulture, out var number))
                return false;
            numbers.Add(number);
        }

        query = new Query(operation, [.. match.Groups["row"].Captures.Select(row => Plain(row.Value))])
        {
            Numbers = numbers,
            Words = Plain(match.Groups["words"].Value),
            Unit = match.Groups["unit"].Value,
            Time = match.Groups["time"].Value,
            Where = Plain(match.Groups["key"].Value),
            WhereWords = Plain(match.Groups["is"].Value),
        };
        return true;
    }

    private static void Quoted(StringBuilder text, string value, char quote)
    {
        text.Append(' ').Append(quote);
        foreach (var c in value)
            (c == quote || c == '\\' ? text.Append('\\') : text).Append(c);
        text.Append(quote);
    }

    private static string Plain(string quoted) => Escape().Replace(quoted, "$1");

    [GeneratedRegex(
        """^(?<op>\w+)(?: "(?<row>(?:[^"\\]|\\.)*)")*(?: '(?<words>(?:[^'\\]|\\.)*)')?(?: (?<number>[+\-]?[\d.]+(?:[eE][+\-]?\d+)?))*(?: in (?<unit>\S+))?(?: where "(?<key>(?:[^"\\]|\\.)*)" '(?<is>(?:[^'\\]|\\.)*)')?(?: @(?<time>.+))?$""",
        RegexOptions.Singleline
    )]
    private static partial Regex Canonical();

    [GeneratedRegex(@"\\(.)", RegexOptions.Singleline)]
    private static partial Regex Escape();
}
