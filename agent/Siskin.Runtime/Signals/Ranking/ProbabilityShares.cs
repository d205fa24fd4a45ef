using Siskin.Runtime.Signals.Queries;

namespace Siskin.Runtime.Signals.Ranking;

/// <summary>
/// How probable each part of a query is, whatever else is meant: the operation, the kind of answer, the rows together,
/// and each row.
/// </summary>
internal sealed class ProbabilityShares
{
    private readonly Dictionary<QueryOperation, double> _operations = [];
    private readonly Dictionary<string, double> _kinds = new(StringComparer.Ordinal);
    private readonly Dictionary<string, double> _groups = new(StringComparer.Ordinal);
    private readonly Dictionary<string, double> _rows = new(StringComparer.Ordinal);

    public ProbabilityShares(IReadOnlyList<Candidate> candidates, double[] probabilities)
    {
        for (var i = 0; i < probabilities.Length; i++)
        {
            // What is hardly possible changes no share.
            if (probabilities[i] < Least)
                continue;
            var query = candidates[i].Query;
            Add(_operations, query.Operation, probabilities[i]);
            Add(_kinds, OptionFeatures.Kind(candidates[i].Answer), probabilities[i]);
            Add(_groups, Key(query), probabilities[i]);
            foreach (var row in query.Rows)
                Add(_rows, row, probabilities[i]);
        }
    }

    private const double Least = 1e-6;

    public double OfOperation(QueryOperation operation) => _operations.GetValueOrDefault(operation);

    public double OfKind(string kind) => _kinds.GetValueOrDefault(kind);

    /// <summary>Of the rows of a query together.</summary>
    public double OfRows(Query query) => _groups.GetValueOrDefault(Key(query));

    public double OfRow(string path) => _rows.GetValueOrDefault(path);

    private static string Key(Query query) => query.Rows.Count == 1 ? query.Rows[0] : string.Join('\n', query.Rows);

    private static void Add<T>(Dictionary<T, double> to, T key, double probability)
        where T : notnull => to[key] = to.GetValueOrDefault(key) + probability;
}
