using System.Text.RegularExpressions;

namespace Siskin.Runtime.Signals.Reading;

/// <summary>Reads the cells of a table, whose numbers are all spelled in one way.</summary>
/// <param name="rows">Its rows.</param>
internal sealed partial class ColumnNumbers(List<string[]> rows)
{
    private readonly bool _hasCommas =
        rows.Exists(row => Array.Exists(row, Decimal().IsMatch))
        && !rows.Exists(row => Array.Exists(row, Thousands().IsMatch));

    /// <summary>The value of a cell.</summary>
    public SignalValue Read(string cell)
    {
        // "214 (3m11s ago)"; and "1,932" is no thousand where some numbers have a decimal comma.
        var read = ValueReader.Read(Remarked().IsMatch(cell) ? cell[..cell.IndexOf(' ')] : cell);
        return
            _hasCommas
            && read.IsNumber
            && Thousand().IsMatch(read.Text)
            && ValueReader.TryNumber(read.Text.Replace(',', '.'), out var number)
            ? read with
            {
                Number = number,
            }
            : read;
    }

    [GeneratedRegex(@"^\d+ \([^()]*\)$")]
    private static partial Regex Remarked();

    [GeneratedRegex(@"^[+\-]?(?:0,\d+|\d+,(?:\d{1,2}|\d{4,})|\d{4,},\d+)$")]
    private static partial Regex Decimal();

    [GeneratedRegex(@"^[+\-]?\d{1,3}(?:,\d{3}){2,}$|^[+\-]?\d{1,3},\d{3}\.|^[+\-]?\d+\.\d+$")]
    private static partial Regex Thousands();

    [GeneratedRegex(@"^[+\-]?\d{1,3},\d{3}$")]
    private static partial Regex Thousand();
}
