namespace Siskin.Models.Data.Telemetry;

/// <summary>
/// A layout that is made up for one text: names, values and whatever signs stand around and between them. What counts
/// is the pair and not the signs, which a few fixed layouts do not teach: with those alone, a value in front of an
/// unseen sign was copied with a unit that is not there. The layouts that are held out are never drawn.
/// </summary>
internal sealed record InventedLayout
{
    /// <summary>What stands in front of everything, or empty.</summary>
    public string Head { get; init; } = "";

    /// <summary>In front of each pair.</summary>
    public string Before { get; init; } = "";

    /// <summary>Between name and value.</summary>
    public required string Inside { get; init; }

    /// <summary>Behind each pair.</summary>
    public string After { get; init; } = "";

    /// <summary>From one pair to the next.</summary>
    public string Between { get; init; } = "\n";

    /// <summary>"21.5 at kiln" rather than "kiln: 21.5".</summary>
    public bool ValueFirst { get; init; }

    /// <summary>"1) kiln: 21.5".</summary>
    public bool Numbered { get; init; }

    // No dash, dot, slash or bar: they occur in names and numbers, or make a layout that is held out.
    private const string Signs = "=:~>#*&^@!+\\,%$?'`<";

    private static readonly string[] Usual =
    [
        ": ",
        " : ",
        " = ",
        "=",
        ":=",
        " := ",
        "\t",
        "  ",
        " ",
        " ~ ",
        " - ",
        " -- ",
        " .. ",
        " ... ",
        "..",
        " / ",
        "> ",
        ">",
        ":: ",
        "::",
        " is ",
        " reads ",
        " shows ",
        " at ",
        " is at ",
        " has ",
        " of ",
        " value ",
        " val ",
        ": v=",
    ];

    private static readonly string[] BetweenValueAndName =
    [
        " at ",
        " from ",
        " <- ",
        " by ",
        " = ",
        " # ",
        "\t",
        "  ",
        ", ",
        ": ",
    ];

    private static readonly (string Before, string Inside, string After)[] Wraps =
    [
        ("[", "] ", ""),
        ("<", "> ", ""),
        ("<", ">", "</>"),
        ("(", ") ", ""),
        ("{", "} ", ""),
        ("\"", "\" ", ""),
        ("'", "' ", ""),
        ("", " (", ")"),
        ("", " [", "]"),
        ("", "(", ")"),
        ("", "[", "]"),
        ("", " '", "'"),
        ("", "=\"", "\""),
        ("", ": \"", "\""),
        ("[", "=", "]"),
        ("[", ": ", "]"),
        ("(", " ", ")"),
        ("{", ":", "}"),
        ("<", " ", ">"),
        ("'", "': ", ""),
        ("\"", "\": ", ""),
        ("*", "* ", ""),
        ("**", "**: ", ""),
        ("`", "` ", ""),
        ("_ ", ": ", ""),
        ("| ", ": ", ""),
        ("| ", " = ", ""),
    ];

    private static readonly string[] Bullets =
    [
        "- ",
        "* ",
        "> ",
        "# ",
        "+ ",
        "~ ",
        ">> ",
        "-- ",
        "$",
        "  ",
        "\t",
        "@",
        "the ",
        "The ",
    ];

    // A dash or a dollar would be taken for the value's own.
    private static readonly string[] BulletsBeforeValues = ["* ", "> ", "# ", ">> ", "  ", "\t", "@"];

    private static readonly string[] Ends = [";", ".", ",", " ;", " !", " <", "\\", " |", " #"];

    // One line for each pair, mostly; entries are as likely as they are many.
    private static readonly string[] Lines = ["\n", "\n\n", "\n", "\n", "\n", "\n", "\n- ", "\n"];

    private static readonly string[] OneLine =
    [
        ", ",
        ",",
        "; ",
        " ; ",
        " / ",
        " & ",
        " # ",
        " | ",
        "|",
        "   ",
        " + ",
        " ~ ",
        "\t",
        " and ",
        ". ",
        " * ",
        " - ",
        " > ",
        " : ",
    ];

    private static readonly string[] Heads =
    [
        "Readings",
        "STATUS",
        "--- data ---",
        "sensors",
        "Report",
        "# values",
        "now",
        "=====",
        "Measured",
        "[data]",
        "last values",
    ];

    /// <summary>Draws a layout.</summary>
    public static InventedLayout Draw(Random rng)
    {
        var between = rng.Chance(0.55) ? rng.Of(Lines) : rng.Of(OneLine);
        while (true)
        {
            var layout = Pair(rng) with
            {
                Head = rng.Chance(0.1) ? rng.Of(Heads) + rng.OneOf("\n", "\n", ":\n", ": ", " ") : "",
                Between = between,
            };
            if (rng.Chance(0.15) && layout.Before.Length == 0)
                layout = layout with { Before = rng.Of(layout.ValueFirst ? BulletsBeforeValues : Bullets) };
            if (rng.Chance(0.1) && layout.After.Length == 0)
                layout = layout with { After = rng.Of(Ends) };
            if (layout.CanBeRead)
                return layout;
        }
    }

    /// <summary>The text of named values.</summary>
    public string Print(IEnumerable<(string Key, string Value)> pairs) =>
        Head
        + string.Join(
            Between,
            pairs.Select(
                (one, i) =>
                    (Numbered ? $"{i + 1}) " : "")
                    + Before
                    + (ValueFirst ? one.Value + Inside + one.Key : one.Key + Inside + one.Value)
                    + After
            )
        );

    private static InventedLayout Pair(Random rng)
    {
        var kind = rng.NextDouble();
        if (kind < 0.08)
            return new InventedLayout { Inside = rng.Of(BetweenValueAndName), ValueFirst = true };
        var numbered = rng.Chance(0.04);
        if (kind < 0.4)
            return new InventedLayout { Inside = rng.Of(Usual), Numbered = numbered };
        if (kind < 0.65)
        {
            (var before, var inside, var after) = rng.Of(Wraps);
            return new InventedLayout
            {
                Before = before,
                Inside = inside,
                After = after,
                Numbered = numbered,
            };
        }

        var sign = Signs[rng.Next(Signs.Length)].ToString();
        if (rng.Chance(0.35))
            sign += rng.Chance(0.5) ? sign : Signs[rng.Next(Signs.Length)].ToString();
        (var left, var right) = rng.Of<(string, string)>([("", ""), ("", " "), (" ", " "), (" ", " "), ("", "")]);
        return new InventedLayout { Inside = left + sign + right, Numbered = numbered };
    }

    // Where a pair ends has to be seen, a dash in front of a value is its sign, and "name:value;" is held out.
    private bool CanBeRead
    {
        get
        {
            string inside = Inside.Trim(),
                between = Between.Trim();
            var semicolons = (Between + After).Contains(';', StringComparison.Ordinal) && inside == ":";
            if (semicolons || (ValueFirst && between.Contains('-', StringComparison.Ordinal)))
                return false;
            if (Between.Contains('\n', StringComparison.Ordinal))
                return true;
            var told =
                inside.Length == 0
                    ? between.Length > 0
                    : between.Length == 0
                        || !(
                            inside.Contains(between, StringComparison.Ordinal)
                            || between.Contains(inside, StringComparison.Ordinal)
                        );
            if (between.Length == 0 && Before.Length > 0 && string.IsNullOrWhiteSpace(Before))
                return false;
            return told
                && !(Before + After).Trim().Contains(between.Length == 0 ? "\n" : between, StringComparison.Ordinal);
        }
    }
}
