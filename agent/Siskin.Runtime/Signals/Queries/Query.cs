using System.Globalization;
using System.Text;

namespace Siskin.Runtime.Signals.Queries;

/// <summary>
/// One question in the question language. Its canonical text is the operation, the rows in double quotes, the numbers
/// and, after an at sign, the time: <c>above "boiler/temperature" 80</c>, <c>at "value" @21:15</c>. A double quote or
/// backslash in a row is written after a backslash.
/// </summary>
/// <param name="Operation">What is asked.</param>
/// <param name="Rows">Paths of the signals that it is about.</param>
public sealed record Query(QueryOperation Operation, params IReadOnlyList<string> Rows)
{
    /// <summary>The numbers of the question.</summary>
    public IReadOnlyList<decimal> Numbers { get; init; } = [];

    /// <summary>The time asked about, or "".</summary>
    public string Time { get; init; } = "";

    /// <summary>The canonical text.</summary>
    public override string ToString()
    {
        var text = new StringBuilder(QueryNames.Of(Operation));
        foreach (var row in Rows)
            text.Append(" \"")
                .Append(
                    row.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal)
                )
                .Append('"');
        foreach (var number in Numbers)
            text.Append(' ').Append(number.ToString(CultureInfo.InvariantCulture));
        return Time.Length > 0 ? text.Append(" @").Append(Time).ToString() : text.ToString();
    }

    /// <summary>Reads a canonical text; false when it is none.</summary>
    public static bool TryParse(string text, out Query query)
    {
        query = new Query(QueryOperation.Unknown);
        var at = text.IndexOf(' ', StringComparison.Ordinal);
        if (!QueryNames.TryParse(at < 0 ? text : text[..at], out var operation))
            return false;
        var rows = new List<string>();
        var numbers = new List<decimal>();
        var time = "";
        while (at >= 0 && at + 1 < text.Length)
        {
            at++;
            if (text[at] == '@')
            {
                time = text[(at + 1)..];
                break;
            }

            if (text[at] == '"')
            {
                var row = new StringBuilder();
                for (at++; at < text.Length && text[at] != '"'; at++)
                    row.Append(text[at] == '\\' && at + 1 < text.Length ? text[++at] : text[at]);
                if (at >= text.Length)
                    return false;
                rows.Add(row.ToString());
                at = at + 1 < text.Length ? at + 1 : -1;
                continue;
            }

            var end = text.IndexOf(' ', at);
            if (
                !decimal.TryParse(
                    end < 0 ? text[at..] : text[at..end],
                    NumberStyles.Float,
                    CultureInfo.InvariantCulture,
                    out var number
                )
            )
                return false;
            numbers.Add(number);
            at = end;
        }

        query = new Query(operation, rows) { Numbers = numbers, Time = time };
        return true;
    }
}
