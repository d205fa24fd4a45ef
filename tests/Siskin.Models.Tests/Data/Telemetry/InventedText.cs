using System.Text.RegularExpressions;

namespace Siskin.Models.Tests.Data.Telemetry;

/// <summary>
/// Reads names and values between signs of any kind, knowing nothing of how they were made: what looks like a name,
/// then what looks like a value, and between the pairs a separator for which every piece is such a pair.
/// </summary>
internal static partial class InventedText
{
    private const string Words =
        "unavailable|null|nan|n/a|none|true|false|on|off|ON|OFF|open|OPEN|closed|CLOSED|active|clear|locked"
        + "|unlocked|yes|no|auto|heat|manual|running|stopped|online|offline";

    private const string Value =
        @"(?:(?<!\d\.)-?\d+(?:\.\d+)?(?: ?(?!limit|max|and\b)/?[A-Za-z%°µΩ][\w%°²³/·µΩ-]*)?|\b(?:" + Words + @")\b)";

    private const string Limit = @"(?: \(?(?:limit|max) (?<limit>-?\d+(?:\.\d+)?)\)?)?";

    private const string Key = @"(?<![\w./-])(?<key>[A-Za-z](?:[\w./-]*\w)?)";

    private static readonly string[] Separators =
    [
        " | ",
        "|",
        "; ",
        " ; ",
        ", ",
        ",",
        " / ",
        " & ",
        " # ",
        " + ",
        " ~ ",
        "\t",
        " and ",
        ". ",
        " * ",
        " - ",
        " > ",
        " : ",
        "   ",
    ];

    /// <summary>The entries in their order, or null where some piece is not a name and a value.</summary>
    public static List<SensorText.Entry>? TryRead(string text)
    {
        var body = Heading().Replace(text, "", 1);
        if (body.Contains('\n'))
            return TryRead(Regex.Split(body, @"\n+(?:- )?"));
        return TryRead([body])
            ?? Separators
                .Select(separator => TryRead(body.Split(separator)))
                .FirstOrDefault(entries => entries is not null);
    }

    private static List<SensorText.Entry>? TryRead(string[] pieces) =>
        TryRead(pieces, NameFirst()) ?? TryRead(pieces, ValueFirst());

    private static List<SensorText.Entry>? TryRead(string[] pieces, Regex order)
    {
        var entries = new List<SensorText.Entry>();
        foreach (var piece in pieces)
        {
            var match = order.Match(piece);
            if (!match.Success)
                return null;
            entries.Add(
                new SensorText.Entry(
                    [match.Groups["key"].Value],
                    match.Groups["value"].Value,
                    match.Groups["limit"] is { Success: true } limit ? limit.Value : null
                )
            );
        }
        return entries;
    }

    [GeneratedRegex(
        @"^(?:Readings|STATUS|--- data ---|sensors|Report|# values|now|=====|Measured|\[data\]|last values)(?::\n|: |\n| )"
    )]
    private static partial Regex Heading();

    [GeneratedRegex(
        @"^(?:\d\) )?(?:the |The |_ |\W)*"
            + Key
            + @"(?:\W+?|\W+(?:is|reads|shows|at|is at|has|of|value|val|v)\W)(?<value>"
            + Value
            + ")"
            + Limit
            + @"[^\w%°]*$"
    )]
    private static partial Regex NameFirst();

    [GeneratedRegex(
        @"^(?:\d\) )?[^\w-]*(?<value>"
            + Value
            + ")"
            + Limit
            + @"(?: at | from | <- | by | = | # |\t|  |, |: )"
            + Key
            + @"\W*$"
    )]
    private static partial Regex ValueFirst();
}
