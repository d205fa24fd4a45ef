using Siskin.Models.Data.Telemetry;

namespace Siskin.Models.Data.Events;

/// <summary>What a line of a log is made of.</summary>
internal enum LogField
{
    /// <summary>When it happened.</summary>
    Time,

    /// <summary>Something that the summary does not ask for: a process, a thread, a date, a number.</summary>
    Noise,

    /// <summary>How bad it is.</summary>
    Level,

    /// <summary>The device.</summary>
    Source,

    /// <summary>What happened.</summary>
    Message,
}

/// <summary>A field of an invented log and what stands around it on every line.</summary>
/// <param name="Kind">Which field.</param>
/// <param name="Label">Name and sign before it, or nothing: "lvl=".</param>
/// <param name="Open">What it is enclosed by, or nothing.</param>
/// <param name="Close">The other end of the enclosure.</param>
internal sealed record InventedField(LogField Kind, string Label, string Open, string Close)
{
    /// <summary>Whether its end shows without a separator.</summary>
    public bool IsEnclosed => Close.Length > 0;

    /// <summary>Draws what stands around a field.</summary>
    /// <param name="rng">The generator.</param>
    /// <param name="kind">Which field.</param>
    /// <param name="join">The sign between label and field, or null for no label.</param>
    public static InventedField Draw(Random rng, LogField kind, string? join)
    {
        var label = join is null || kind == LogField.Noise ? "" : InventedSigns.Label(rng, kind) + join;
        var enclosed = kind switch
        {
            LogField.Noise => 0, // it brings its own
            LogField.Level => 0.3,
            _ => 0.15,
        };
        (var open, var close) = rng.Chance(enclosed) ? rng.Of(InventedSigns.Wraps) : ("", "");
        return new InventedField(kind, label, open, close);
    }

    /// <summary>The field with a text.</summary>
    public string Print(string text) => Label + Open + text + Close;

    /// <summary>
    /// Whether a separator tells the end of this field from the beginning of the next. A message is of several words,
    /// so that after it a mere space will do only before a level, which is a known word; clocks, dates and numbers have
    /// signs inside.
    /// </summary>
    public bool IsParted(string separator, InventedField next)
    {
        var spaced = separator.Any(char.IsWhiteSpace);
        if (!spaced && (Kind <= LogField.Noise || next.Kind <= LogField.Noise))
            return separator == ",";
        return separator != " "
            || Kind != LogField.Message
            || next.Kind == LogField.Level
            || IsEnclosed
            || next.IsEnclosed
            || next.Label.Length > 0;
    }
}
