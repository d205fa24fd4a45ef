using Siskin.Runtime.Signals.Questions;

namespace Siskin.Runtime.Signals.Ranking;

/// <summary>What a question is about in everyday words, and which rows mean the same.</summary>
internal sealed class RowMeanings
{
    private readonly Asked _asked;
    private readonly int[]?[] _own;
    private readonly int[]?[] _all;
    private readonly Dictionary<string, int[]> _words = new(StringComparer.Ordinal);

    public RowMeanings(Asked asked)
    {
        _asked = asked;
        (Asked, Direction) = MeaningIndex.OfQuestion(asked.Text);
        if (asked.Direction != 0)
            Direction = asked.Direction;
        (_own, _all) = (new int[]?[asked.Table.Signals.Count], new int[]?[asked.Table.Signals.Count]);
    }

    /// <summary>The meanings of the question's words, in order.</summary>
    public int[] Asked { get; }

    /// <summary>1 where the highest is asked for, -1 for the lowest, 0 for neither.</summary>
    public int Direction { get; }

    /// <summary>What the last part of a row's name and its unit stand for.</summary>
    public int[] Own(int i) =>
        _own[i] ??= [
            .. _asked.Index.OwnWords(i).SelectMany(Of).Concat(MeaningIndex.OfUnit(_asked.Index.UnitOf(i))).Distinct(),
        ];

    /// <summary>What all words of a row's names and its unit stand for.</summary>
    public int[] All(int i) => _all[i] ??= [.. _asked.Index.AllWords(i).SelectMany(Of).Union(Own(i))];

    /// <summary>How many meanings of the question a row's own name has, and how many all of its names.</summary>
    public (int Own, int All) Met(int i) => Asked.Length == 0 ? (0, 0) : (Shared(Own(i)), Shared(All(i)));

    /// <summary>What all of some rows stand for.</summary>
    public int[] OfAll(int[] rows)
    {
        var shared = Own(rows[0]);
        for (var at = 1; at < rows.Length && shared.Length > 0; at++)
            shared = [.. shared.Intersect(Own(rows[at]))];
        return shared;
    }

    private int Shared(int[] meanings)
    {
        var shared = 0;
        foreach (var one in meanings)
            shared += Array.BinarySearch(Asked, one) >= 0 ? 1 : 0;
        return shared;
    }

    private int[] Of(string word) =>
        _words.TryGetValue(word, out var found) ? found : _words[word] = MeaningIndex.OfName(word);
}
