using static Siskin.Runtime.Signals.Queries.QueryOperation;

namespace Siskin.Runtime.Signals.Queries;

/// <summary>Answers about rows that stand in pairs: each first one is compared with the second.</summary>
internal static class PairAnswers
{
    public static string Of(Query query, Signal[] rows)
    {
        if (rows.Length % 2 != 0 || !QueryNames.TryParse(query.Words, out var comparison))
            return "unknown";
        var compared = new List<Signal>();
        var met = new List<Signal>();
        for (var i = 0; i < rows.Length; i += 2)
        {
            if (!rows[i].Value.IsNumber || !rows[i + 1].Value.IsNumber)
                continue;
            compared.Add(rows[i]);
            var other = QueryEvaluator.Alike(rows[i + 1], rows[i]);
            if (QueryEvaluator.Holds(query with { Operation = comparison }, rows[i].Value.Number, other) == true)
                met.Add(rows[i]);
        }

        return query.Operation switch
        {
            _ when compared.Count == 0 => "unknown",
            CountPairs => $"{met.Count}",
            AllPairs => QueryEvaluator.AllBut(compared.Except(met)),
            _ => QueryEvaluator.Any(met),
        };
    }

    /// <summary>The time from what one row prints to what another does.</summary>
    public static string Between(Signal[] rows) =>
        rows.Length == 2
        && PrintedTime.TryRead(rows[0].Value.Text, out var from)
        && PrintedTime.TryRead(rows[1].Value.Text, out var to)
            ? PrintedTime.Words((to - from).Duration())
            : "unknown";
}
