using Siskin.Runtime.Signals.Ranking;

namespace Siskin.Models.Ranking.Vectors;

/// <summary>
/// A list of words and of pieces inside of words, which begin with <see cref="WordVectors.Inside"/>; a word is cut into
/// the longest pieces from its beginning on (Wu et al. 2016, "Google's Neural Machine Translation System").
/// </summary>
internal sealed class WordPieces
{
    private readonly Dictionary<string, int> _numbers = new(StringComparer.Ordinal);

    /// <param name="all">The list, in the order of its numbers.</param>
    public WordPieces(IReadOnlyList<string> all)
    {
        All = all;
        for (var i = 0; i < all.Count; i++)
            _numbers.TryAdd(all[i], i);
    }

    /// <summary>The list: the more frequent ones first.</summary>
    public IReadOnlyList<string> All { get; }

    /// <summary>The number of a piece.</summary>
    /// <exception cref="InvalidDataException">It is not in the list.</exception>
    public int Number(string piece) =>
        _numbers.TryGetValue(piece, out var number)
            ? number
            : throw new InvalidDataException($"a list of {All.Count} word pieces without {piece}: not one of BERT");

    /// <summary>
    /// The pieces that a word is made of, the longest first ones; none where it cannot be put together.
    /// </summary>
    public int[] Of(string word)
    {
        var found = new List<int>();
        for (var at = 0; at < word.Length; )
        {
            var end = word.Length;
            var id = -1;
            for (; end > at; end--)
                if (_numbers.TryGetValue((at > 0 ? WordVectors.Inside : "") + word[at..end], out id))
                    break;
                else
                    id = -1;
            if (id < 0)
                return [];
            found.Add(id);
            at = end;
        }

        return [.. found];
    }
}
