using Siskin.Models.Data.Telemetry;

namespace Siskin.Models.Data.Events;

/// <summary>Event logs of a handful of lines and their summary. The same seed gives the same sample.</summary>
public sealed class EventSynthesizer
{
    /// <summary>Share of logs that may be as long as the longest sensor text.</summary>
    private const double LongShare = 0.15;

    /// <summary>
    /// Entries for <see cref="EventForm.Invented"/> beside the thirteen others: about a third of all logs.
    /// </summary>
    private const int InventedWeight = 7;

    /// <summary>Share of invented logs with levels of one letter.</summary>
    private const double LetterShare = 0.12;

    private static readonly EventForm[] Forms =
    [
        EventForm.Plain,
        EventForm.Plain,
        EventForm.Brackets,
        EventForm.Pairs,
        EventForm.Json,
        EventForm.Letters,
        EventForm.Commas,
        EventForm.SourceFirst,
        EventForm.Angles,
        EventForm.Tail,
        EventForm.Slashes,
        EventForm.Semicolons,
        EventForm.Dashes,
        .. Enumerable.Repeat(EventForm.Invented, InventedWeight),
    ];

    // Quiet, uneasy and bad days: a log of any number of errors and warnings is likely enough to be learnt.
    private static readonly double[] ErrorShares = [0, 0, 0.25, 0.6];
    private static readonly double[] WarningShares = [0, 0.25, 0.5];

    private readonly SensorTextOptions _options;
    private readonly Naming _naming;

    /// <summary>Creates a synthesizer; null options draw the training vocabulary and layouts.</summary>
    public EventSynthesizer(SensorTextOptions? options = null)
    {
        _options = options ?? new SensorTextOptions();
        _naming = new Naming(_options);
    }

    /// <summary>The sample of a seed.</summary>
    public Sample Next(int seed) => Next(new Random(seed));

    /// <summary>The next sample of a generator.</summary>
    public Sample Next(Random rng)
    {
        var longest = rng.Chance(LongShare) ? TokenBudget.Longest : TokenBudget.Usual;
        while (true)
        {
            var sample = Draw(rng);
            if (TokenBudget.Estimate(sample, _options.HeldOut) <= longest)
                return sample;
        }
    }

    private Sample Draw(Random rng)
    {
        var form = _options.HeldOutLayouts ? EventForm.Bars : rng.Of(Forms);
        var letters = form == EventForm.Letters || (form == EventForm.Invented && rng.Chance(LetterShare));
        var levels = letters ? EventWords.Letters : rng.Of(EventWords.Levels);
        var events = Events(rng, levels);
        return new Sample(
            EventTasks.Events.Name,
            Phrases.Pick(rng, EventWords.Questions),
            EventPrinter.Print(events, form, rng),
            null,
            EventSummary.Of(events),
            Scoring.Exact
        );
    }

    private LogEvent[] Events(Random rng, string[][] levels)
    {
        double errors = rng.Of(ErrorShares),
            warnings = rng.Of(WarningShares);
        var style = rng.Of(Enum.GetValues<NameStyle>());
        var sources = Sources(rng, style);
        var seconds = rng.Next(24 * 60 * 60);
        var longestPause = (int)rng.LogUniform(10, 3600);
        var events = new LogEvent[rng.Next(2, 8)];
        for (var i = 0; i < events.Length; i++)
        {
            var severity =
                rng.Chance(errors) ? Severity.Error
                : rng.Chance(warnings) ? Severity.Warning
                : Severity.Info;
            seconds += rng.Next(1, longestPause + 1);
            var message = EventWords.Message(rng, severity);
            events[i] = new LogEvent(severity, rng.Of(levels[(int)severity]), rng.Of(sources), message, seconds);
        }

        return events;
    }

    private string[] Sources(Random rng, NameStyle style)
    {
        while (true)
        {
            var things = _naming.Things(rng, rng.Next(1, 5));
            if (!Array.Exists(things, EventWords.NamesLevel))
                return [.. things.Select(thing => Naming.Spell(thing, style))];
        }
    }
}
