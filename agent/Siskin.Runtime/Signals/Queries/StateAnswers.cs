using static Siskin.Runtime.Signals.Queries.QueryOperation;

namespace Siskin.Runtime.Signals.Queries;

/// <summary>Answers about states: on and off, open and closed, and any other word that a value may be.</summary>
internal static class StateAnswers
{
    public static string Of(Query query, Signal[] rows)
    {
        if (query is { Operation: Is, Words: "given" })
            return QueryEvaluator.YesNo(rows[0].Value.Kind != SignalKind.Missing);
        if (query.Operation is Is or IsNot)
            return rows[0].Value.Kind == SignalKind.Missing ? "missing"
                : States.Is(rows[0], query.Words) is { } holds ? QueryEvaluator.YesNo(holds == (query.Operation == Is))
                : rows[0].Value.Kind == SignalKind.Text ? QueryEvaluator.YesNo(query.Operation == IsNot)
                : "unknown";
        if (query.Operation == Either)
            return
                query.Words.Split(' ').FirstOrDefault(word => States.Is(rows[0], word) == true, "unknown") is var either
                && either == "onbattery"
                ? "on battery"
                : either;
        // "not running" is met by what is known not to run.
        var negated = query.Words.StartsWith("not ", StringComparison.Ordinal);
        var word = negated ? query.Words[4..] : query.Words;
        // Of words for how bad something is each is its own, where one is printed.
        var isPrinted = States.IsSeverity(word) && rows.Any(row => States.Prints(row, word));
        Signal[] met =
        [
            .. rows.Where(row =>
                isPrinted
                    ? (States.Prints(row, word) && States.Is(row, word) != false) != negated
                    : States.Is(row, word) == !negated
            ),
        ];
        return query.Operation switch
        {
            AnyIs => QueryEvaluator.Any(met),
            AllAre => QueryEvaluator.AllBut(rows.Except(met)),
            WhichAre => QueryEvaluator.Or(string.Join(", ", met.Select(QueryEvaluator.Named)), "none"),
            _ => $"{met.Length}",
        };
    }
}
