using Siskin.Runtime.Signals.Queries;

namespace Siskin.Runtime.Signals.Questions;

/// <summary>Two numbers that two halves of a question name, and by how much they fit better than the next.</summary>
internal readonly record struct JointPair(int Left, int Right, double Margin, bool IsOfOneKind);

/// <summary>
/// Assigns the two halves of a question to two signals at once: what one half says of both (the quantity, the thing)
/// holds for the other half too, and values that are called alike or belong to one thing go together.
/// </summary>
internal sealed class JointPairs(SignalTable table, SignalIndex index)
{
    // Signals of each half that are tried; all pairs of them are weighed.
    private const int MostTried = 32;

    private const double Shared = 0.6;
    private const double Against = 0.8;
    private const double SpareWord = 0.08;

    /// <summary>The two that fit best; null where a half names nothing or no two can be compared.</summary>
    public JointPair? Of(IReadOnlyList<string> left, IReadOnlyList<string> right)
    {
        int[] numbers = [.. Enumerable.Range(0, table.Signals.Count).Where(i => table.Signals[i].Value.IsNumber)];
        if (numbers.Length < 2)
            return null;
        Half one = new(left, right, index, numbers),
            other = new(right, left, index, numbers);
        (int I, int J, double Score) best = (-1, -1, 0),
            second = best;
        foreach (var i in one.Tried(MostTried))
        foreach (var j in other.Tried(MostTried))
        {
            if (i == j || one.Own(i) <= 0 && other.Own(j) <= 0 || Kinship(i, j) is not { } kinship)
                continue;
            var score = one.Score(i, j) + other.Score(j, i) + kinship;
            if (score > best.Score)
                (second, best) = (best, (i, j, score));
            else if (score > second.Score)
                second = (i, j, score);
        }

        return best.I < 0 || one.Own(best.I) <= 0 || other.Reaches(best.J) <= 0
            ? null
            : new JointPair(best.I, best.J, best.Score - second.Score, IsOfOneKind(best.I, best.J));
    }

    // How well two values go together; null where they cannot be compared.
    private double? Kinship(int i, int j)
    {
        string one = index.UnitOf(i),
            other = index.UnitOf(j);
        if (UnitScale.Clash(one, other))
            return null;
        var isNamed = Leaf(i) == Leaf(j);
        return (isNamed ? 1 : 0)
            + (one.Length > 0 && other.Length > 0 ? 0.5 : 0)
            + ((index.OwnConcepts(i) & index.OwnConcepts(j)) != 0 ? 0.5 : 0)
            + (Parent(i) == Parent(j) ? 0.3 : 0);
    }

    private bool IsOfOneKind(int i, int j) =>
        Leaf(i) == Leaf(j)
        || (index.OwnConcepts(i) & index.OwnConcepts(j)) != 0
        || index.UnitOf(i).Length > 0 && index.UnitOf(j).Length > 0;

    private string Leaf(int i) =>
        string.Concat(SignalIndex.Leaf(table.Signals[i].Path).Where(letter => !char.IsAsciiDigit(letter)));

    private string Parent(int i) => Paths.Parent(table.Signals[i].Path);

    // The words of one half, what each is worth, and how well every signal meets them.
    private sealed class Half(IReadOnlyList<string> own, IReadOnlyList<string> other, SignalIndex index, int[] numbers)
    {
        private readonly (string Word, double Weight)[] _own = Weighed(own, index, numbers);
        private readonly (string Word, double Weight)[] _other = Weighed(other, index, numbers);

        /// <summary>What the words of this half say for a signal.</summary>
        public double Own(int i) => _own.Sum(one => one.Weight * Met(one.Word, i));

        /// <summary>What the words of either half say for a signal.</summary>
        public double Reaches(int i) => Own(i) + _other.Sum(one => one.Weight * Met(one.Word, i));

        /// <summary>What they say for a signal of this half beside one of the other.</summary>
        public double Score(int mine, int theirs)
        {
            var score =
                -SpareWord * index.Spare(mine, [.. _own.Select(one => one.Word), .. _other.Select(o => o.Word)]);
            foreach ((var word, var weight) in _own)
            {
                double here = Met(word, mine),
                    there = Met(word, theirs);
                score += weight * (here + Shared * Math.Min(here, there));
                if (here <= 0)
                    score -= weight * Against * there;
            }

            return score;
        }

        public IEnumerable<int> Tried(int most) =>
            numbers.OrderByDescending(i => Own(i) + Shared * Reaches(i)).Take(most);

        private double Met(string word, int i) => index.Match(word, i) is var match and > SignalIndex.Met ? match : 0;

        private static (string, double)[] Weighed(IReadOnlyList<string> words, SignalIndex index, int[] numbers) =>
            [
                .. words
                    .Distinct()
                    .Select(word => (word, Count: numbers.Count(i => index.Match(word, i) > SignalIndex.Met)))
                    .Where(one => one.Count > 0)
                    .Select(one =>
                        (
                            one.word,
                            Math.Log(1 + (double)numbers.Length / one.Count)
                                * (Lexicon.Things.Contains(one.word) ? 0.3 : 1)
                        )
                    ),
            ];
    }
}
