namespace Siskin.Models.Data.Telemetry;

/// <summary>Questions about signals over time.</summary>
internal sealed class SeriesQuestions(SeriesBuilder builder, SensorTextOptions options)
{
    private static readonly string[] Trends = ["rising", "falling", "steady"];

    /// <summary>The highest or lowest value.</summary>
    public TelemetryCase Extreme(Random rng) => Extreme(rng, builder.Any(rng));

    /// <summary>The highest or lowest value of this series.</summary>
    public TelemetryCase Extreme(Random rng, Series series)
    {
        var highest = rng.Chance(0.5);
        var value = highest ? series.Steps.Max() : series.Steps.Min();
        return Case(
            highest ? QuestionKind.SeriesHighest : QuestionKind.SeriesLowest,
            rng,
            series,
            highest ? SeriesPhrases.Highest : SeriesPhrases.Lowest,
            Reading.Print(value, series.Decimals)
        );
    }

    /// <summary>The first or last value.</summary>
    public TelemetryCase End(Random rng)
    {
        var series = builder.Any(rng);
        var last = rng.Chance(0.6);
        return Case(
            last ? QuestionKind.SeriesLast : QuestionKind.SeriesFirst,
            rng,
            series,
            last ? SeriesPhrases.Last : SeriesPhrases.First,
            series.Text(last ? series.Steps.Length - 1 : 0)
        );
    }

    /// <summary>The value at a time; now and then a time that is not there.</summary>
    public TelemetryCase At(Random rng)
    {
        var series = builder.Any(rng);
        if (rng.Chance(0.1))
            return Case(
                QuestionKind.SeriesAt,
                rng,
                series,
                SeriesPhrases.At,
                "unknown",
                series.Time(series.Steps.Length + rng.Next(3)),
                timed: true
            );
        var index = rng.Next(series.Steps.Length);
        return Case(
            QuestionKind.SeriesAt,
            rng,
            series,
            SeriesPhrases.At,
            series.Text(index),
            series.Time(index),
            timed: true
        );
    }

    /// <summary>Whether the series goes beyond a limit anywhere.</summary>
    public TelemetryCase Beyond(Random rng)
    {
        var series = builder.Any(rng);
        bool above = rng.Chance(0.65),
            yes = rng.Chance(0.5);
        return Beyond(rng, series, above, yes);
    }

    /// <summary>Whether this series goes above, or below, a limit near its extreme; the caller decides.</summary>
    public TelemetryCase Beyond(Random rng, Series series, bool above, bool yes)
    {
        var extreme = above ? series.Steps.Max() : series.Steps.Min();
        var limit =
            above == yes ? Limits.Below(rng, extreme, series.Decimals) : Limits.Above(rng, extreme, series.Decimals);
        return Case(
            above ? QuestionKind.SeriesAbove : QuestionKind.SeriesBelow,
            rng,
            series,
            above ? SeriesPhrases.Above : SeriesPhrases.Below,
            SceneQuestions.YesNo(yes),
            limit
        );
    }

    /// <summary>The time at which a limit is first exceeded.</summary>
    public TelemetryCase FirstAbove(Random rng)
    {
        var series = builder.Trend(rng, rng.Chance(0.6) ? "rising" : "steady");
        if (rng.Chance(0.25))
            return Case(
                QuestionKind.SeriesFirstAbove,
                rng,
                series,
                SeriesPhrases.FirstAbove,
                "never",
                Limits.Above(rng, series.Steps.Max(), series.Decimals),
                timed: true
            );
        var pick = rng.Next(series.Steps.Length);
        var limit = Limits.Below(rng, series.Steps[pick], series.Decimals);
        var bound = decimal.Parse(limit);
        var first = Array.FindIndex(series.Steps, s => s / (decimal)Reading.Power(series.Decimals) > bound);
        return Case(
            QuestionKind.SeriesFirstAbove,
            rng,
            series,
            SeriesPhrases.FirstAbove,
            series.Time(first),
            limit,
            timed: true
        );
    }

    /// <summary>Rising, falling or steady.</summary>
    public TelemetryCase Trend(Random rng)
    {
        var trend = rng.Of(Trends);
        return Trend(rng, builder.Trend(rng, trend), trend);
    }

    /// <summary>Which way this series goes; the caller knows.</summary>
    public TelemetryCase Trend(Random rng, Series series, string trend) =>
        Case(QuestionKind.SeriesTrend, rng, series, SeriesPhrases.Trend, trend);

    /// <summary>Whether one series is stuck.</summary>
    public TelemetryCase Stuck(Random rng)
    {
        var stuck = rng.Chance(0.5);
        var series = stuck ? builder.Stuck(rng) : builder.Any(rng);
        if (!stuck && rng.Chance(0.3))
        {
            // Almost stuck: one value differs by a little.
            Array.Fill(series.Steps, series.Steps[0]);
            series.Steps[rng.Next(series.Steps.Length)] += rng.Chance(0.5) ? 1 : rng.Next(2, 9);
        }
        if (!stuck && series.Steps.Distinct().Count() == 1)
            return Stuck(rng);
        return Case(QuestionKind.SeriesStuck, rng, series, SeriesPhrases.Stuck, SceneQuestions.YesNo(stuck));
    }

    /// <summary>Which of several series is stuck.</summary>
    public TelemetryCase WhichStuck(Random rng)
    {
        var names = builder.Names.Things(rng, rng.Next(2, options.SmallNumbers ? 4 : 5));
        var length = rng.Next(3, names.Length > 2 || options.SmallNumbers ? 5 : 7);
        var stuck = rng.Chance(0.25) ? -1 : rng.Next(names.Length);
        var decimals = options.SmallNumbers ? 0 : rng.Next(2);
        var style = (NameStyle)rng.Next(1, 5);
        string separator = rng.OneOf(" ", ",", ", "),
            colon = options.HeldOutLayouts
                ? " -> "
                : rng.OneOf(
                    ": ",
                    " ",
                    "=",
                    " = ",
                    " : ",
                    ":: ",
                    " > ",
                    " # ",
                    "\t",
                    " ~ ",
                    " .. ",
                    "] ",
                    " & ",
                    " * ",
                    " @ "
                );
        var lines = new List<string>(names.Length);
        for (var i = 0; i < names.Length; i++)
            lines.Add(
                Naming.Spell(names[i], style)
                    + colon
                    + string.Join(
                        separator,
                        Values(rng, length, i == stuck).Select(value => Reading.Print(value, decimals))
                    )
            );
        var answer = stuck < 0 ? "none" : Naming.Spell(names[stuck], style);
        var sample = new Sample(
            TelemetryTasks.Telemetry.Name,
            Phrases.Pick(rng, SeriesPhrases.WhichStuck),
            string.Join("\n", lines),
            null,
            answer,
            Scoring.Exact
        );
        return new TelemetryCase(QuestionKind.WhichStuck, sample);
    }

    private long[] Values(Random rng, int length, bool stuck)
    {
        long from = options.SmallNumbers ? rng.Next(10) : rng.Next(10, 1000);
        var spread = options.SmallNumbers ? rng.Next(2, 30) : rng.LogUniform(1, 30);
        var values = new long[length];
        do for (var i = 0; i < length; i++)
            values[i] = stuck ? from : from + rng.NextInt64(spread + 1);
        while (!stuck && values.Distinct().Count() == 1);
        return values;
    }

    private TelemetryCase Case(
        QuestionKind kind,
        Random rng,
        Series series,
        string[] wordings,
        string answer,
        string limit = "",
        bool timed = false
    )
    {
        var form = SeriesPrinter.Form(rng, options, series, timed);
        var wording = Phrases.Pick(rng, wordings).Replace("{l}", limit);
        var subject =
            !SeriesPrinter.ShowsName(form) ? "the value"
            : rng.Chance(0.6) ? "the " + series.Words
            : series.Key;
        var sample = new Sample(
            TelemetryTasks.Telemetry.Name,
            wording.Replace("{s}", subject),
            SeriesPrinter.Print(series, form, rng),
            null,
            answer,
            Scoring.Exact
        );
        return new TelemetryCase(kind, sample, series.Key, limit);
    }
}
