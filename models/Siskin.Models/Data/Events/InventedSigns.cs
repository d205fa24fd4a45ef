using Siskin.Models.Data.Telemetry;

namespace Siskin.Models.Data.Events;

/// <summary>
/// The signs and words that invented logs are made of. Layouts that evaluation alone shows are made of others: there is
/// no bar, arrow or at sign here.
/// </summary>
internal static class InventedSigns
{
    /// <summary>What may enclose a field; none is drawn separately.</summary>
    public static readonly (string Open, string Close)[] Wraps =
    [
        ("[", "]"),
        ("[", "]"),
        ("<", ">"),
        ("(", ")"),
        ("{", "}"),
        ("\"", "\""),
        ("'", "'"),
        ("*", "*"),
        ("`", "`"),
    ];

    /// <summary>What may enclose a line.</summary>
    public static readonly (string Open, string Close)[] Lines =
    [
        ("- ", ""),
        ("- ", ""),
        ("* ", ""),
        ("> ", ""),
        ("+ ", ""),
        ("# ", ""),
        ("~ ", ""),
        (": ", ""),
        ("", ";"),
        ("", "."),
        ("", " ;"),
        ("", ","),
        ("", " ."),
        ("", " #"),
        ("(", ")"),
        ("{", "}"),
        ("<", ">"),
        ("[", "]"),
    ];

    /// <summary>What may number a line; @ stands for the number.</summary>
    public static readonly string[] Numbers = ["@. ", "@) ", "(@) ", "[@] ", "@: ", "#@ ", "@.\t"];

    /// <summary>What may stand above a log.</summary>
    public static readonly string[] Titles =
    [
        "log:",
        "Log",
        "events:",
        "--- log ---",
        "# events",
        "== log ==",
        "[log]",
        "Events:",
    ];

    /// <summary>What may stand between a level and the source after it.</summary>
    public static readonly string[] Words = [" at ", " from ", " by ", " in "];

    /// <summary>What may stand between a label and its field.</summary>
    public static readonly string[] Joins = ["=", "=", ":", ": ", " = "];

    // Between labelled fields: none of these could belong to a label.
    private static readonly string[] BetweenLabels = [" ", " ", " ", ", ", "; ", "\t", "  ", " / ", " & ", ","];

    private static readonly string[] Usual = ["  ", "\t", ", ", ": ", " - ", " / ", ",", "/", "; "];

    // Names contain dashes and dots, and messages end with %: these part fields only with spaces around them.
    private static readonly string[] Wide = ["-", ".", "<", "%", "_", "'", "$", "?"];

    private static readonly string[] Signs =
    [
        ",",
        ":",
        ";",
        "/",
        "~",
        "=",
        ">",
        "*",
        "#",
        "+",
        "&",
        "!",
        "^",
        "\\",
        "::",
        "//",
        "==",
        ">>",
        "~~",
        "..",
        "...",
        "--",
        "**",
        "##",
        "++",
        "&&",
        "=:",
        "~>",
        "<>",
        ":-",
        ";;",
        "^^",
    ];

    /// <summary>What parts two fields.</summary>
    public static string Separator(Random rng)
    {
        var kind = rng.NextDouble();
        if (kind < 0.25)
            return " ";
        if (kind < 0.45)
            return rng.Of(Usual);
        if (kind < 0.55)
            return $" {rng.Of(Wide)} ";
        var sign = rng.Of(Signs);
        return rng.Next(4) switch
        {
            0 => sign,
            1 => sign + " ",
            _ => $" {sign} ",
        };
    }

    /// <summary>What parts two fields of which some have labels.</summary>
    public static string LabelSeparator(Random rng) => rng.Of(BetweenLabels);

    /// <summary>Names of a field, as its label or in a header.</summary>
    public static string Label(Random rng, LogField field) =>
        field switch
        {
            LogField.Level => rng.OneOf("level", "lvl", "severity", "prio", "class"),
            LogField.Source => rng.OneOf("src", "dev", "source", "device", "id", "name"),
            LogField.Message => rng.OneOf("msg", "msg", "message", "text", "event", "note"),
            LogField.Time => rng.OneOf("time", "t", "ts"),
            _ => rng.OneOf("nr", "ref"),
        };
}
