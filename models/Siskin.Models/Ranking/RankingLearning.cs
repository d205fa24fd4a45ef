using Siskin.Runtime.Signals.Ranking;

namespace Siskin.Models.Ranking;

/// <summary>Learns the weights of a ranking from files of questions, and the choice between it and the rules.</summary>
/// <param name="files">Questions by file; names that differ by their number alone are of the same authors.</param>
/// <param name="drawn">What is learned from besides.</param>
/// <param name="named">
/// Questions of glossaries. Each asks for one row that is there; where they were more than the others, what asks for
/// something else or has no answer was forgotten, so a round takes as many of them as there are others, by turns.
/// </param>
/// <param name="rounds">How often all are gone over.</param>
/// <param name="seed">Their order.</param>
internal sealed class RankingLearning(
    IReadOnlyList<(string File, IReadOnlyList<RankedExample> Examples)> files,
    IReadOnlyList<RankedExample> drawn,
    IReadOnlyList<RankedExample> named,
    int rounds,
    int seed
)
{
    /// <summary>How many questions there are.</summary>
    public int Count => drawn.Count + named.Count + files.Sum(one => one.Examples.Count);

    /// <summary>Of how many of them a candidate is right.</summary>
    public int Reachable =>
        drawn.Concat(named).Count(one => one.HasRight) + files.Sum(file => file.Examples.Count(one => one.HasRight));

    /// <summary>The weights, learned from what was drawn and from some files.</summary>
    public RankingWeights Weights(Func<string, bool> isLearned)
    {
        RankedExample[] examples =
        [
            .. files.Where(one => isLearned(one.File)).SelectMany(one => one.Examples),
            .. drawn,
        ];
        var trainer = new RankingTrainer(RankingWeights.StandardBits, seed);
        for (var round = 0; round < rounds; round++)
            trainer.Round([.. examples, .. Turn(round, examples.Length)]);
        return RankingWeights.Of(trainer.Mean());
    }

    // The questions of glossaries that a round takes: it begins where the last one ended.
    private IEnumerable<RankedExample> Turn(int round, int most) =>
        named.Count <= most
            ? named
            : Enumerable.Range(0, most).Select(i => named[(int)(((long)round * most + i) % named.Count)]);

    /// <summary>
    /// The choice, learned from files that the rules do not know either: by turns all files of some authors are left
    /// out and ranked by weights that learned from all others, as those of a new author will be.
    /// </summary>
    /// <param name="fresh">Those files.</param>
    /// <param name="unseen">
    /// Drawn samples of which no weights learned, for the plainest wordings: those the rules read best.
    /// </param>
    /// <param name="folds">How often authors are left out.</param>
    /// <exception cref="ArgumentException">One of them is not among the files to learn from.</exception>
    public AnswerChoice Choice(IReadOnlyList<string> fresh, IReadOnlyList<RankedExample> unseen, int folds)
    {
        if (fresh.FirstOrDefault(file => !files.Any(one => one.File == file)) is { } other)
            throw new ArgumentException($"{other} is fresh, but not among the files to learn from", nameof(fresh));
        string[] authors = [.. fresh.Select(Author).Distinct().Order(StringComparer.Ordinal)];
        var examples = new List<ChoiceExample>();
        for (var fold = 0; fold < Math.Min(folds, authors.Length); fold++)
        {
            HashSet<string> left = [.. authors.Where((_, i) => i % folds == fold)];
            var weights = Weights(file => !left.Contains(Author(file)));
            examples.AddRange(
                files
                    .Where(one => left.Contains(Author(one.File)) && fresh.Contains(one.File))
                    .SelectMany(one => one.Examples)
                    .Concat(unseen.Where((_, i) => i % folds == fold))
                    .Select(one => ChoiceExample.Of(one, weights))
                    .OfType<ChoiceExample>()
            );
        }

        return ChoiceTrainer.Learned(examples);
    }

    /// <summary>Files by their authors, each with its place among them.</summary>
    public static IEnumerable<(int Place, string[] Files)> ByAuthor(IEnumerable<string> files) =>
        files
            .GroupBy(Author, StringComparer.Ordinal)
            .OrderBy(group => group.Key, StringComparer.Ordinal)
            .Select((group, place) => (place, group.ToArray()));

    /// <summary>"hosts" of "hosts-17.jsonl": what stands before the number says who wrote it.</summary>
    public static string Author(string file)
    {
        var name = Path.GetFileNameWithoutExtension(file);
        return name.LastIndexOf('-') is > 0 and var end ? name[..end] : name;
    }
}
