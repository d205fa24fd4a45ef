using System.Text.RegularExpressions;

namespace Siskin.Runtime.Signals.Reading;

/// <summary>Units in headings of columns and in the row below them.</summary>
internal static partial class ColumnUnits
{
    /// <summary>Whether a cell says a unit, and not a word that might be one.</summary>
    public static bool IsSaid(string cell) =>
        ValueReader.IsKnownUnit(cell) || Spelled(cell).Length > 0 || cell.IndexOfAny(['/', '°', '³', '²']) >= 0;

    /// <summary>A unit that is spelled out, as it is printed; "" for any other.</summary>
    public static string Spelled(string unit) =>
        unit.ToLowerInvariant() switch
        {
            "deg c" or "degc" or "celsius" => "°C",
            "deg f" or "degf" => "°F",
            "volts" => "V",
            "amps" => "A",
            "percent" => "%",
            _ => "",
        };

    /// <summary>The unit that a heading says, or "".</summary>
    public static string UnitOf(string head)
    {
        // Of processors "us" is the user's share.
        if (head.Length > 1 && head is not "us" && ValueReader.IsKnownUnit(head))
            return head;
        var match = Unit().Match(head);
        if (match.Success && ValueReader.IsUnit(match.Groups["u"].Value))
            return match.Groups["u"].Value;
        // "wind m/s"
        var last = head[(head.LastIndexOf(' ') + 1)..];
        return last.Length < head.Length && ValueReader.IsKnownUnit(last) ? last : "";
    }

    [GeneratedRegex(@"(?:\((?<u>[^()]+)\)|\[(?<u>[^\[\]]+)\]|\s(?<u>°[CF]|%|k?Wh?|bar|V|A|Hz|ppm|mm|m³/h|l/min))\s*$")]
    private static partial Regex Unit();
}
