namespace Siskin.Models.Data.Telemetry;

/// <summary>How a series is printed.</summary>
internal enum SeriesForm
{
    /// <summary>Numbers in one line.</summary>
    Plain,

    /// <summary>One number per line.</summary>
    Rows,

    /// <summary>A name and its numbers in one line.</summary>
    Named,

    /// <summary>A JSON array, with or without a name.</summary>
    Json,

    /// <summary>"21:15 73.97" per line.</summary>
    Timed,

    /// <summary>Comma-separated time and value under a header.</summary>
    Csv,

    /// <summary>A topic and its payload, again and again.</summary>
    Topics,

    /// <summary>One small JSON object per line.</summary>
    JsonLines,

    /// <summary>Numbers between signs of all kinds, with or without a name.</summary>
    Invented,

    /// <summary>A time and a number, or a number and its time, between signs of all kinds.</summary>
    InventedTimed,

    /// <summary>Held out: "73.97 @21:15" in one line.</summary>
    At,
}

/// <summary>Prints series as devices and loggers do.</summary>
internal static class SeriesPrinter
{
    private static readonly (string Before, string Inside, string After)[] InventedSigns =
    [
        ("[", "] ", ""),
        ("", " = ", ""),
        ("", "\t", ""),
        ("t=", " v=", ""),
        ("(", ") ", ""),
        ("- ", ": ", ""),
        ("", " ~ ", ""),
        ("at ", " ", ""),
        ("", " : ", ""),
        ("", "=", ""),
        ("", " / ", ""),
        ("<", "> ", ""),
        ("* ", " ", ""),
        ("", " (", ")"),
        ("# ", " ", ""),
        ("", " # ", ""),
        ("", " .. ", ""),
        ("", ", ", ""),
        ("", " & ", ""),
        ("", " | ", ""),
        ("", " > ", ""),
        ("{", "} ", ""),
        ("", "   ", ""),
    ];

    // "73.97 @21:15" is held out.
    private static readonly (string Before, string Inside, string After)[] ValueFirstSigns =
    [
        ("", " (", ")"),
        ("", " [", "]"),
        ("", " at ", ""),
        ("", "\t", ""),
        ("", " - ", ""),
        ("", ", ", ""),
        ("", " / ", ""),
        ("v=", " t=", ""),
        ("", " <", ">"),
        ("", " ~ ", ""),
        ("- ", " at ", ""),
        ("", " # ", ""),
        ("", " t=", ""),
        ("", "  ", ""),
        ("", ",", ""),
        ("", " since ", ""),
        ("(", " ", ")"),
        ("[", ", ", "]"),
        ("", " = ", ""),
    ];

    private static readonly string[] InventedBetween =
    [
        " / ",
        "\t",
        " > ",
        " & ",
        "   ",
        " | ",
        "|",
        "; ",
        ";",
        " # ",
        " ~ ",
        "/",
        " @ ",
        " + ",
        " * ",
        " : ",
        " = ",
        " , ",
        "\n\n",
        "..",
    ];

    private static readonly SeriesForm[] Forms =
    [
        SeriesForm.Plain,
        SeriesForm.Rows,
        SeriesForm.Named,
        SeriesForm.Json,
        SeriesForm.Timed,
        SeriesForm.Timed,
        SeriesForm.Csv,
        SeriesForm.Topics,
        SeriesForm.JsonLines,
        SeriesForm.Invented,
        SeriesForm.Invented,
        SeriesForm.InventedTimed,
        SeriesForm.InventedTimed,
        SeriesForm.InventedTimed,
    ];

    private static readonly SeriesForm[] TimedForms =
    [
        SeriesForm.Timed,
        SeriesForm.Timed,
        SeriesForm.Timed,
        SeriesForm.Csv,
        SeriesForm.InventedTimed,
        SeriesForm.InventedTimed,
        SeriesForm.InventedTimed,
        SeriesForm.InventedTimed,
        SeriesForm.InventedTimed,
    ];

    /// <summary>A form that suits the series.</summary>
    public static SeriesForm Form(Random rng, SensorTextOptions options, Series series, bool timed)
    {
        if (timed)
            return options.HeldOutLayouts ? SeriesForm.At : rng.Of(TimedForms);
        if (options.HeldOutLayouts)
            return SeriesForm.At;
        SeriesForm form;
        do form = rng.Of(Forms);
        while (form is SeriesForm.Topics or SeriesForm.JsonLines && series.Steps.Length > 6);
        return form;
    }

    /// <summary>The sensor text.</summary>
    public static string Print(Series series, SeriesForm form, Random rng)
    {
        var n = series.Steps.Length;
        switch (form)
        {
            case SeriesForm.Plain:
                return Join(rng.OneOf(" ", " ", ", ", ","), n, series.Text);
            case SeriesForm.Rows:
                return Join("\n", n, series.Text);
            case SeriesForm.Named:
                return series.Key + rng.OneOf(": ", " ", "=") + Join(rng.OneOf(" ", ", ", ","), n, series.Text);
            case SeriesForm.Json:
                var list = "[" + Join(rng.OneOf(",", ", "), n, series.Text) + "]";
                return rng.Chance(0.6) ? $"{{\"{series.Key}\":{list}}}" : list;
            case SeriesForm.Csv:
                var header = rng.OneOf("time,value\n", "timestamp,value\n", "time,value\n");
                return header + Join("\n", n, i => $"{series.Time(i)},{series.Text(i)}");
            case SeriesForm.Topics:
                return Join("\n", n, i => $"{series.Key} {series.Text(i)}");
            case SeriesForm.JsonLines:
                return Join("\n", n, i => $"{{\"{series.Key}\":{series.Text(i)}}}");
            case SeriesForm.Invented:
                var named = rng.Chance(0.3)
                    ? series.Key + rng.OneOf(": ", " = ", " ", "\n", " > ", "; ", " # ", " ~ ")
                    : "";
                return named + Join(rng.Of(InventedBetween), n, series.Text);
            case SeriesForm.InventedTimed:
                var valueFirst = rng.Chance(0.5);
                (var before, var inside, var after) = rng.Of(valueFirst ? ValueFirstSigns : InventedSigns);
                var layout = new InventedLayout
                {
                    Before = before,
                    Inside = inside,
                    After = after,
                    ValueFirst = valueFirst,
                    Between = rng.OneOf("\n", "\n", "\n", "; ", " | ", "   ", " ; ", "\n\n"),
                };
                return layout.Print(Enumerable.Range(0, n).Select(i => (series.Time(i), series.Text(i))));
            case SeriesForm.At:
                return Join(" ", n, i => $"{series.Text(i)} @{series.Time(i)}");
            default:
                var title = rng.Chance(0.2) ? series.Key + "\n" : "";
                return title + Join("\n", n, i => $"{series.Time(i)} {series.Text(i)}");
        }
    }

    /// <summary>Whether the form prints the name of the signal for sure.</summary>
    public static bool ShowsName(SeriesForm form) =>
        form is SeriesForm.Named or SeriesForm.Topics or SeriesForm.JsonLines;

    private static string Join(string separator, int count, Func<int, string> item) =>
        string.Join(separator, Enumerable.Range(0, count).Select(item));
}
