using Siskin.Runtime.Signals.Queries;

namespace Siskin.Runtime.Signals.Questions;

/// <summary>Questions that set one signal against another.</summary>
internal static class TwoSignals
{
    private static readonly string[] Joints =
    [
        " minus ",
        " than ",
        " versus ",
        " vs ",
        " divided by ",
        " and ",
        " to ",
        " from ",
    ];

    public static QuestionReading Read(
        QuestionText question,
        List<string> content,
        SignalIndex index,
        SignalTable table,
        QueryOperation operation
    )
    {
        foreach (var joint in Joints)
        {
            var at = question.Lower.IndexOf(joint, StringComparison.Ordinal);
            if (at < 0)
                continue;
            List<string> left = Of(question.Lower[..at], content),
                right = Of(question.Lower[(at + joint.Length)..], content);
            if (left.Count == 0 || right.Count == 0)
                continue;
            int? first = Best(left, right, index, -1),
                second = Best(right, left, index, first ?? -1);
            if (first is null || second is null)
                return QuestionReading.None;
            string[] rows = [table.Signals[first.Value].Path, table.Signals[second.Value].Path];
            var apart = joint == " and " && operation == QueryOperation.Difference;
            return new QuestionReading(new Query(apart ? QueryOperation.Distance : operation, rows), 0.92);
        }

        return QuestionReading.None;
    }

    private static List<string> Of(string half, List<string> content) =>
        [.. Words.Split(half).Where(word => content.Contains(word))];

    // The words of this half name it; a tie is decided by those of the other.
    private static int? Best(List<string> own, List<string> other, SignalIndex index, int taken)
    {
        var ranked = index
            .Rank(own, one => one.Value.IsNumber, out var unmet)
            .Where(one => one.Index != taken)
            .ToList();
        if (ranked.Count == 0 || ranked[0].Score <= 0 || unmet.Count > 1)
            return null;
        var close = ranked
            .Where(one => one.Score >= ranked[0].Score * 0.97)
            .Select(one =>
                (one.Index, Score: other.Sum(word => index.Match(word, one.Index)), Spare: index.Spare(one.Index, own))
            )
            .OrderByDescending(one => one.Score)
            .ThenBy(one => one.Spare)
            .ToList();
        return close.Count > 1 && close[0].Score == close[1].Score && close[0].Spare == close[1].Spare
            ? null
            : close[0].Index;
    }
}
