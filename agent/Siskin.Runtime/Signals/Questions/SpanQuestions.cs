using Siskin.Runtime.Signals.Queries;
using static Siskin.Runtime.Signals.Queries.QueryOperation;

namespace Siskin.Runtime.Signals.Questions;

/// <summary>Questions for how long something lasted whose start and end are printed beside each other.</summary>
internal static class SpanQuestions
{
    private static readonly HashSet<string> Starts = [.. "start started begin began begun from opened open".Split(' ')];
    private static readonly HashSet<string> Stops =
    [
        .. "end ended finish finished stop stopped until to closed close done".Split(' '),
    ];

    public static QuestionReading? Read(Asked asked)
    {
        var question = asked.Text;
        if (
            question.Numbers.Count > 0
            || !question.Has("how long|duration|how much time|how many minutes|how many hours|length of")
            || question.Has("left|remaining|until|still|ago|since|longer|will")
        )
            return null;
        (Signal From, Signal To)[] spans = [.. Spans(asked.Table)];
        if (spans.Length == 0)
            return null;
        (Signal From, Signal To)[] named =
        [
            .. spans.Where(one => Words.OfName(Paths.Parent(one.From.Path)).Exists(asked.Text.Tokens.Contains)),
        ];
        var isWhole = spans.Length == 1 && Paths.Parent(spans[0].From.Path).Length == 0;
        if (named.Length != 1 && !isWhole)
            return null;
        var (from, to) = named.Length == 1 ? named[0] : spans[0];
        return new QuestionReading(new Query(TimeBetween, from.Path, to.Path), named.Length == 1 ? 0.86 : 0.8);
    }

    /// <summary>Signals of the same things that print when something started and when it ended.</summary>
    public static IEnumerable<(Signal From, Signal To)> Spans(SignalTable table)
    {
        foreach (var from in table.Signals.Where(one => Is(one, Starts)))
        {
            var parent = Paths.Parent(from.Path);
            if (table.Signals.FirstOrDefault(one => Paths.Parent(one.Path) == parent && Is(one, Stops)) is { } to)
                yield return (from, to);
        }
    }

    private static bool Is(Signal one, HashSet<string> words) =>
        !one.IsSeries
        && one.Value.Kind == SignalKind.Text
        && Words.OfName(Paths.Leaf(one.Path)).Exists(words.Contains)
        && one.Value.Text.Contains(':', StringComparison.Ordinal)
        && IsTime(one.Value.Text);

    /// <summary>Whether a value is a time of day, or a date with or without one.</summary>
    public static bool IsTime(string text) =>
        text.Length is >= 4 and < 40
        && char.IsAsciiDigit(text[0])
        && text.IndexOfAny([':', '-', '/']) > 0
        && PrintedTime.TryRead(text, out _);
}
