using System.Text.RegularExpressions;

namespace Siskin.Runtime.Signals.Queries;

/// <summary>
/// How long what lines of a log tell of lasted: from where an alarm came to where it went, or from a line to the next
/// one of the same thing that takes it back, such as up after down.
/// </summary>
internal static partial class EventLengths
{
    // What ends whatever went before.
    private static readonly HashSet<string> Ends =
    [
        .. (
            "restored back joined rejoined normal normalised normalized cleared clear ok resolved recovered recovery closed "
            + "resumed resume reset returned end ended finished finish done completed complete online up connected reconnected "
            + "reachable restore return healthy ready off stopped stop stopping"
        ).Split(' '),
    ];

    /// <summary>The span, or <c>unknown</c>.</summary>
    public static string Of(Query query, SignalTable table)
    {
        if (query.Words.Split(" / ") is [var first, var second])
        {
            var starts = table.Events.FirstOrDefault(one => EventAnswers.IsAbout(one, first));
            var ends = starts is null
                ? null
                : Behind(table, starts).FirstOrDefault(one => EventAnswers.IsAbout(one, second));
            return starts is null || ends is null ? "unknown" : Between(starts.Time, ends.Time);
        }

        LogEvent[] about = [.. table.Events.Where(one => EventAnswers.IsAbout(one, query.Words))];
        LogEvent? from = about.FirstOrDefault(one => one.IsActive == true),
            to = null;
        if (from is not null)
            to = Behind(table, from).FirstOrDefault(one => one.IsActive == false && one.Key == from.Key);
        else if (!table.Events.Any(one => one.IsActive is not null))
            (from, to) = Told(query.Words.Split(' '), about, table);
        // What a list prints as cleared has both of its times.
        from ??= about.FirstOrDefault(one => one.IsActive == false && Stamp().IsMatch(one.Message));
        if (from is null)
            return "unknown";
        // A line that prints both of its times.
        if (to is null && Stamp().Match(from.Message) is { Success: true } stamp)
            return Between(from.Time, stamp.Value);
        return to is null ? "unknown" : Between(from.Time, to.Time);
    }

    // The first line about the thing that does not end it, and the next one that does.
    private static (LogEvent? From, LogEvent? To) Told(string[] words, LogEvent[] about, SignalTable table)
    {
        string[] thing = [.. words.Where(word => !Ends.Contains(word) && !States.IsWord(word))];
        if (thing.Length == 0)
            thing = [.. words.Where(word => !Ends.Contains(word))];
        // "The back door": what names the thing ends nothing.
        string[] names = about.Length > 1 ? [.. words.Where(word => !States.IsWord(word))] : [];
        var from = about.FirstOrDefault(one => !Said(one).Except(names).Any(Ends.Contains));
        from ??= table.Events.FirstOrDefault(one =>
            thing.Length > 0 && thing.All(word => EventAnswers.Has(one, word)) && !Said(one).Overlaps(Ends)
        );
        from ??= about.FirstOrDefault();
        if (from is null)
            return (null, null);
        var said = Said(from);
        string[] shared = [.. thing.Where(word => EventAnswers.Has(from, word))];
        var source = Source(from);
        var to = Behind(table, from)
            .FirstOrDefault(one =>
                (shared.Length == 0 || shared.Any(word => EventAnswers.Has(one, word)))
                && Source(one) == source
                && (Said(one).Any(word => Ends.Contains(word) && !said.Contains(word)) || IsOpposite(said, Said(one)))
            );
        to ??= Behind(table, from)
            .FirstOrDefault(one =>
                shared.Length > 0
                && shared.All(word => EventAnswers.Has(one, word))
                && (Said(one).Any(word => Ends.Contains(word) && !said.Contains(word)) || IsOpposite(said, Said(one)))
            );
        return (from, to);
    }

    private static IEnumerable<LogEvent> Behind(SignalTable table, LogEvent from) =>
        table.Events.SkipWhile(one => !ReferenceEquals(one, from)).Skip(1);

    private static HashSet<string> Said(LogEvent one) =>
        [.. Plain().Matches(one.Message).Select(match => match.Value.ToLowerInvariant())];

    private static bool IsOpposite(HashSet<string> one, HashSet<string> other) =>
        one.Any(word =>
            States.IsWord(word) && other.Any(turned => States.AreOpposite(word, turned) && !one.Contains(turned))
        );

    // What a line is of: its first word, or what stands in brackets there.
    private static string Source(LogEvent one) => one.Message.Split(' ', 2)[0];

    private static string Between(string from, string to) =>
        from.Contains(':', StringComparison.Ordinal)
        && PrintedTime.TryRead(from, out var began)
        && PrintedTime.TryRead(to, out var ended)
            ? PrintedTime.Words(ended < began ? ended - began + TimeSpan.FromDays(1) : ended - began)
            : "unknown";

    [GeneratedRegex("[A-Za-z]+")]
    private static partial Regex Plain();

    [GeneratedRegex(@"\d{4}-\d{2}-\d{2}[T ]\d{2}:\d{2}(?::\d{2})?")]
    private static partial Regex Stamp();
}
