using System.Globalization;
using System.Text;
using Siskin.Models.Data.Telemetry;

namespace Siskin.Models.Data.Events;

/// <summary>
/// A layout that nobody uses, drawn for one log: any order of level, source and message, now and then a time, any signs
/// between and around them. As invented names teach a model to copy names instead of remembering them, invented layouts
/// teach it to find the level and the message by their words instead of by their place.
/// </summary>
internal sealed class InventedLog
{
    private const double TimeShare = 0.35,
        NoiseShare = 0.08,
        LabelShare = 0.12,
        HeaderShare = 0.08,
        TitleShare = 0.04;

    private readonly InventedField[] _fields;
    private readonly string[] _gaps;
    private readonly InventedExtras _extras;
    private readonly string _open;
    private readonly string _close;
    private readonly string? _header;

    private InventedLog(Random rng)
    {
        var join = rng.Chance(LabelShare) ? rng.Of(InventedSigns.Joins) : null;
        var some = join is not null && rng.Chance(0.4);
        _fields = [.. Order(rng).Select(kind => InventedField.Draw(rng, kind, some && rng.Chance(0.5) ? null : join))];
        _gaps = Gaps(rng, _fields, join is null ? InventedSigns.Separator : InventedSigns.LabelSeparator);
        _extras = InventedExtras.Draw(rng);
        (_open, _close) = rng.NextDouble() switch
        {
            < 0.10 => (rng.Of(InventedSigns.Numbers), ""),
            < 0.25 => rng.Of(InventedSigns.Lines),
            _ => ("", ""),
        };
        _header =
            join is null && rng.Chance(HeaderShare)
                ? Join(_fields.Select(field => InventedSigns.Label(rng, field.Kind)), [.. _gaps.Select(HeaderGap)])
            : rng.Chance(TitleShare) ? rng.Of(InventedSigns.Titles)
            : null;
    }

    /// <summary>Draws a layout.</summary>
    public static InventedLog Draw(Random rng) => new(rng);

    /// <summary>The log in this layout, a line per event, perhaps under a header.</summary>
    public string Print(IReadOnlyList<LogEvent> events)
    {
        var text = new StringBuilder(_header);
        for (var i = 0; i < events.Count; i++)
        {
            if (text.Length > 0)
                text.Append('\n');
            var one = events[i];
            text.Append(_open.Replace("@", (i + 1).ToString(CultureInfo.InvariantCulture), StringComparison.Ordinal))
                .Append(Join(_fields.Select(field => field.Print(Text(field.Kind, one, events[0], i))), _gaps))
                .Append(_close);
        }
        return text.ToString();
    }

    private string Text(LogField kind, LogEvent one, LogEvent first, int line) =>
        kind switch
        {
            LogField.Time => _extras.Time(one, first),
            LogField.Noise => _extras.Noise(line),
            LogField.Level => one.Level,
            LogField.Source => one.Source,
            _ => one.Message,
        };

    // In a header words would be fields themselves, and nothing would part them.
    private static string HeaderGap(string gap) => gap.Length == 0 || gap.Any(char.IsLetter) ? " " : gap;

    private static string Join(IEnumerable<string> texts, string[] gaps) =>
        string.Concat(texts.Select((text, i) => i == 0 ? text : gaps[i - 1] + text));

    private static List<LogField> Order(Random rng)
    {
        LogField[] told = [LogField.Level, LogField.Source, LogField.Message];
        rng.Shuffle(told);
        List<LogField> order = [.. told];
        if (rng.Chance(TimeShare))
            order.Insert(rng.Chance(0.7) ? 0 : rng.Next(order.Count + 1), LogField.Time);
        if (rng.Chance(NoiseShare))
            order.Insert(rng.Next(order.Count + 1), LogField.Noise);
        return order;
    }

    // Most layouts have one separator throughout; where that does not part two fields, these get one of their own.
    private static string[] Gaps(Random rng, InventedField[] fields, Func<Random, string> separator)
    {
        var common = separator(rng);
        var mixes = rng.Chance(0.35);
        var gaps = new string[fields.Length - 1];
        for (var i = 0; i < gaps.Length; i++)
        {
            (var left, var right) = (fields[i], fields[i + 1]);
            var gap = mixes ? separator(rng) : common;
            if (left.IsEnclosed && right is { IsEnclosed: true, Label: "" } && rng.Chance(0.3))
                gap = "";
            else if (left.Kind == LogField.Level && right is { Kind: LogField.Source, Label: "" } && rng.Chance(0.04))
                gap = rng.Of(InventedSigns.Words);
            while (gap.Length > 0 && !left.IsParted(gap, right))
                gap = separator(rng);
            gaps[i] = gap;
        }
        return gaps;
    }
}
