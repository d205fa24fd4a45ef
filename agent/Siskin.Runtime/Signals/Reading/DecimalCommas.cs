using System.Text.RegularExpressions;

namespace Siskin.Runtime.Signals.Reading;

/// <summary>
/// Numbers of a text that is written with a decimal comma throughout: "2.118" is two thousand there, and "1,002" a little
/// more than one. By itself either could be both.
/// </summary>
internal static partial class DecimalCommas
{
    /// <summary>The table with such numbers read anew; the same one where the text leaves a doubt.</summary>
    public static SignalTable Applied(SignalTable table)
    {
        var numbers = table
            .Signals.SelectMany(signal => signal.Points)
            .Where(point => point.Value.IsNumber)
            .Select(point => point.Value.Text);
        bool isComma = false,
            isPoint = false;
        foreach (var text in numbers)
        {
            isComma |= Comma().IsMatch(text);
            isPoint |= Point().IsMatch(text);
        }

        return isComma && !isPoint
            ? new SignalTable(table.Form, [.. table.Signals.Select(Read)], table.Events)
            {
                IsDoubtful = table.IsDoubtful,
                IsWeak = table.IsWeak,
                Agreed = table.Agreed,
                IsExact = table.IsExact,
                LinesLeft = table.LinesLeft,
            }
            : table;
    }

    private static Signal Read(Signal signal) =>
        signal.Points.Any(point => IsMeantOtherwise(point.Value))
            ? signal with
            {
                Points = [.. signal.Points.Select(point => point with { Value = Read(point.Value) })],
            }
            : signal;

    private static bool IsMeantOtherwise(SignalValue value) => value.IsNumber && Either().IsMatch(value.Text);

    private static SignalValue Read(SignalValue value) =>
        IsMeantOtherwise(value)
        && ValueReader.TryNumber(
            value.Text.Replace(".", "", StringComparison.Ordinal).Replace(',', '.'),
            out var number
        )
            ? value with
            {
                Number = number,
            }
            : value;

    // 1.204.553,2; 41.067,25; 0,5 alone would not do: such commas are in lists of numbers, too.
    [GeneratedRegex(@"^[+\-−]?\d{1,3}(?:\.\d{3})+,\d+$")]
    private static partial Regex Comma();

    // 79.8; 1,204.5; 2,118,004
    [GeneratedRegex(@"^[+\-−]?(?:\d+\.(?:\d{1,2}|\d{4,})|0\.\d+|\d{1,3}(?:,\d{3})+\.\d+|\d{1,3}(?:,\d{3}){2,})$")]
    private static partial Regex Point();

    [GeneratedRegex(@"^[+\-−]?\d{1,3}[.,]\d{3}$")]
    private static partial Regex Either();
}
