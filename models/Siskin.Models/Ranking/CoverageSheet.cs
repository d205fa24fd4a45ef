using System.Globalization;
using Siskin.Runtime.Signals.Ranking;

namespace Siskin.Models.Ranking;

/// <summary>
/// What the wrong answers to questions that a text can answer failed of, a line each: whether a candidate was right and
/// lost, whether only a value of the table is right that no candidate picks, or whether neither is.
/// </summary>
/// <param name="to">Where the lines go, separated by tabs.</param>
internal sealed class CoverageSheet(TextWriter to)
{
    private readonly Dictionary<string, int> _counts = new(StringComparer.Ordinal)
    {
        ["lost"] = 0,
        ["unpicked"] = 0,
        ["neither"] = 0,
    };

    /// <summary>Adds a question, unless it is answered right or the text cannot answer it.</summary>
    /// <param name="file">Where it stands.</param>
    /// <param name="one">The question.</param>
    /// <param name="answered">How it is answered.</param>
    /// <param name="weights">What its candidates were ranked by.</param>
    public void Add(string file, RankedExample one, RankedAnswer answered, RankingWeights weights)
    {
        if (!one.IsInScope || one.Accepts(answered.Both.Text))
            return;
        (var place, var right) = one.HasRight ? Best(one, weights) : (0, "");
        var failed =
            one.HasRight ? "lost"
            : HasValue(one) ? "unpicked"
            : "neither";
        _counts[failed]++;
        to.WriteLine(
            string.Join(
                '\t',
                new[]
                {
                    file,
                    failed,
                    one.Table.Form,
                    place.ToString(CultureInfo.InvariantCulture),
                    one.Prompt,
                    right,
                    answered.Both.Reading.Query.ToString(),
                    answered.Both.Text,
                }.Select(text => text.Replace('\t', ' ').Replace('\n', ' '))
            )
        );
    }

    /// <summary>How many of each.</summary>
    public override string ToString() =>
        $"failed in scope: {_counts["lost"]} with a right candidate that lost, {_counts["unpicked"]} with a right value "
        + $"that none picks, {_counts["neither"]} with neither";

    // The best right candidate, and how many are better.
    private static (int Place, string Query) Best(RankedExample one, RankingWeights weights)
    {
        var probabilities = weights.Probabilities(one.Candidates);
        var best = Enumerable.Range(0, probabilities.Length).Where(i => one.IsRight[i]).MaxBy(i => probabilities[i]);
        return (probabilities.Count(other => other > probabilities[best]), one.Candidates[best].Query.ToString());
    }

    private static bool HasValue(RankedExample one) =>
        one.Table.Signals.Any(signal =>
            one.Accepts(signal.Label)
            || signal.Points.Any(point =>
                one.Accepts(point.Value.Shown) || (point.Time.Length > 0 && one.Accepts(point.Time))
            )
        )
        || one.Table.Events.Any(line => one.Accepts(line.Message) || (line.Time.Length > 0 && one.Accepts(line.Time)));
}
