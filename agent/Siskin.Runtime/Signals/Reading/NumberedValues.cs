using System.Globalization;
using System.Text.RegularExpressions;

namespace Siskin.Runtime.Signals.Reading;

/// <summary>Values behind their numbers, <c>Cyl exh temp: 1:352 2:347 3:361</c>: places of one thing.</summary>
internal static partial class NumberedValues
{
    /// <summary>Reads a line of such values; false where it is none.</summary>
    public static bool TryRead(string line, string prefix, string time, TableBuilder table)
    {
        if (Whole().Match(line) is not { Success: true } whole)
            return false;
        var numbers = whole.Groups["k"].Captures;
        for (var i = 0; i < numbers.Count; i++)
            if (
                int.Parse(numbers[i].Value, CultureInfo.InvariantCulture)
                    - int.Parse(numbers[0].Value, CultureInfo.InvariantCulture)
                != i
            )
                return false;
        var unit = whole.Groups["u"].Value.Trim();
        for (var i = 0; i < numbers.Count; i++)
        {
            var read = ValueReader.Read(whole.Groups["v"].Captures[i].Value);
            table.Add(
                $"{prefix}{whole.Groups["n"].Value.Trim()}/{numbers[i].Value}",
                unit.Length > 0 && read is { IsNumber: true, Unit.Length: 0 } ? read with { Unit = " " + unit } : read,
                time
            );
        }

        return true;
    }

    [GeneratedRegex(
        @"^(?<n>[A-Za-z][^:=]{1,40}?)\s*[:=]?\s+(?:#?(?<k>\d{1,2})[:=]\s?(?<v>[+\-]?\d+(?:[.,]\d+)?|--+|n/a)[,;]?\s*){3,}(?<u>°?[A-Za-z%/]{0,5})$"
    )]
    private static partial Regex Whole();
}
