using Siskin.Runtime.Signals.Queries;
using Siskin.Runtime.Signals.Questions;
using static Siskin.Runtime.Signals.Queries.QueryOperation;

namespace Siskin.Runtime.Signals.Ranking;

/// <summary>
/// Queries about the lines of a log: all of them, those about words of the question, those of a window of time.
/// </summary>
internal sealed class LineCandidates(Asked asked, string[] windows)
{
    /// <summary>What asks for a span of time.</summary>
    public const string Spanned =
        "how long|how much time|how many minutes|how many seconds|how many hours|how many days|duration|time between|time from|how old|how late";

    private const int MaxWords = 4;

    private static readonly QueryOperation[] OfLog =
    [
        Events,
        CountErrors,
        CountWarnings,
        CountEvents,
        FirstEvent,
        LastEvent,
        AnyErrors,
        AnyWarnings,
        ActiveEvents,
        CountActive,
    ];
    private static readonly QueryOperation[] OfLogWindow =
    [
        EventAbout,
        CountEvents,
        CountErrors,
        CountWarnings,
        AnyErrors,
        AnyWarnings,
        FirstEvent,
        LastEvent,
    ];
    private static readonly QueryOperation[] OfLinesWindow = [AnyAbout, EventAbout, FirstAbout, CountAbout];

    private static readonly QueryOperation[] OfLines =
    [
        AnyAbout,
        EventAbout,
        FirstAbout,
        WhenEvent,
        WhenLastEvent,
        CountAbout,
        EventDuration,
        EventIsActive,
    ];

    /// <summary>The queries; none where the text has no lines.</summary>
    public IEnumerable<Query> All()
    {
        if (asked.Table.Events.Count == 0)
            yield break;
        foreach (var operation in OfLog)
            yield return new Query(operation);
        string[] met =
        [
            .. asked
                .Text.Content.Where(word => asked.Table.Events.Any(one => EventAnswers.Has(one, word)))
                .Take(MaxWords),
        ];
        var words = new List<string>(met);
        if (met.Length > 1)
            words.Add(string.Join(' ', met));
        if (met.Length > 2)
            words.AddRange([$"{met[0]} {met[1]}", $"{met[1]} {met[2]}"]);
        foreach (var about in words)
        foreach (var operation in OfLines)
            yield return new Query(operation) { Words = about };
        if (asked.Text.Has(Spanned))
            foreach (var from in met)
            foreach (var to in met.Where(word => word != from))
                yield return new Query(EventDuration) { Words = $"{from} / {to}" };
        foreach (var query in Within(words))
            yield return query;
    }

    // Of a single time also those of just then.
    private IEnumerable<Query> Within(List<string> words)
    {
        var times = asked.Text.Times;
        foreach (var window in times.Count == 1 ? windows.Append($"{times[0]}..{times[0]}") : windows)
        {
            foreach (var operation in OfLogWindow)
                yield return new Query(operation) { Time = window };
            foreach (var about in words)
            foreach (var operation in OfLinesWindow)
                yield return new Query(operation) { Words = about, Time = window };
        }
    }
}
