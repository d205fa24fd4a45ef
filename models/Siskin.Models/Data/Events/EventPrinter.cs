using Siskin.Models.Data.Telemetry;

namespace Siskin.Models.Data.Events;

/// <summary>How a log is printed.</summary>
internal enum EventForm
{
    /// <summary>12:01:33 ERROR pump2 stalled</summary>
    Plain,

    /// <summary>[12:01:33] [error] pump2: stalled</summary>
    Brackets,

    /// <summary>level=error src=pump2 msg="stalled"</summary>
    Pairs,

    /// <summary>{"level":"error","src":"pump2","msg":"stalled"}</summary>
    Json,

    /// <summary>E pump2: stalled</summary>
    Letters,

    /// <summary>12:01:33,pump2,error,stalled</summary>
    Commas,

    /// <summary>pump2 error: stalled</summary>
    SourceFirst,

    /// <summary>&lt;error&gt; pump2 stalled</summary>
    Angles,

    /// <summary>12:01:33 pump2 stalled (error)</summary>
    Tail,

    /// <summary>error/pump2/stalled</summary>
    Slashes,

    /// <summary>error; 12:01:33; pump2; stalled</summary>
    Semicolons,

    /// <summary>pump2 - stalled - error</summary>
    Dashes,

    /// <summary>Another layout for every log: stalled ~ pump2 ~ &lt;error&gt;</summary>
    Invented,

    /// <summary>Held out: pump2 | error | stalled</summary>
    Bars,
}

/// <summary>Prints event logs as devices and loggers do.</summary>
internal static class EventPrinter
{
    /// <summary>The log, a line per event. How times look is the same throughout.</summary>
    public static string Print(IReadOnlyList<LogEvent> events, EventForm form, Random rng)
    {
        if (form == EventForm.Invented)
            return InventedLog.Draw(rng).Print(events);
        var seconds = rng.Chance(0.5);
        var colon = rng.Chance(0.5) ? ":" : "";
        string level = rng.OneOf("level", "lvl", "severity"),
            source = rng.OneOf("src", "dev", "unit");
        return string.Join(
            "\n",
            events.Select(one =>
                form switch
                {
                    EventForm.Plain => $"{Time(one, seconds)} {one.Level} {one.Source}{colon} {one.Message}",
                    EventForm.Brackets => $"[{Time(one, seconds)}] [{one.Level}] {one.Source}: {one.Message}",
                    EventForm.Pairs => $"{level}={one.Level} {source}={one.Source} msg=\"{one.Message}\"",
                    EventForm.Json =>
                        $"{{\"{level}\":\"{one.Level}\",\"{source}\":\"{one.Source}\",\"msg\":\"{one.Message}\"}}",
                    EventForm.Letters => $"{one.Level} {one.Source}: {one.Message}",
                    EventForm.Commas => $"{Time(one, seconds)},{one.Source},{one.Level},{one.Message}",
                    EventForm.SourceFirst => $"{one.Source} {one.Level}: {one.Message}",
                    EventForm.Angles => $"<{one.Level}> {one.Source}{colon} {one.Message}",
                    EventForm.Tail => $"{Time(one, seconds)} {one.Source}{colon} {one.Message} ({one.Level})",
                    EventForm.Slashes => $"{one.Level}/{one.Source}/{one.Message}",
                    EventForm.Semicolons => $"{one.Level}; {Time(one, seconds)}; {one.Source}; {one.Message}",
                    EventForm.Dashes => $"{one.Source} - {one.Message} - {one.Level}",
                    _ => $"{one.Source} | {one.Level} | {one.Message}",
                }
            )
        );
    }

    /// <summary>The time of day of an event, with or without seconds.</summary>
    public static string Time(LogEvent one, bool seconds)
    {
        (var minutes, var rest) = Math.DivRem(one.Seconds % (24 * 60 * 60), 60);
        return $"{minutes / 60:00}:{minutes % 60:00}" + (seconds ? $":{rest:00}" : "");
    }
}
