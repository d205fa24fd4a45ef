using Siskin.Runtime.Signals.Ranking;

namespace Siskin.Models.Ranking.Vectors;

/// <summary>
/// The entries that get a vector: the frequent word pieces of an encoder, and whole words that it knows in pieces only.
/// </summary>
internal sealed class VectorVocabulary
{
    // Words of so many pieces are codes.
    private const int MaxPieces = 6;

    // BERT's list begins with signs for itself, and with characters.
    private const int Reserved = 999;

    private readonly Dictionary<string, int> _ids = new(StringComparer.Ordinal);
    private readonly List<int[]> _pieces = [];
    private readonly WordPieces _known;

    /// <param name="all">The pieces.</param>
    /// <param name="texts">The words of all texts that are known.</param>
    /// <param name="frequent">How many of the pieces are entries even where no text has them.</param>
    public VectorVocabulary(WordPieces all, IEnumerable<string> texts, int frequent)
    {
        foreach (var word in texts.Distinct())
        {
            var pieces = all.Of(word);
            foreach (var piece in pieces)
                Add(all.All[piece], [piece]);
            // The sign of a unit is no word: "=kwh" means what its letters do.
            if (word[0] == '=')
                Add(word, all.Of(word[1..]));
            else if (pieces.Length is > 1 and <= MaxPieces && !word.Any(char.IsDigit))
                Add(word, pieces);
        }

        for (var i = Reserved; i < Math.Min(all.All.Count, Reserved + frequent); i++)
            if (all.All[i].All(c => char.IsAsciiLetterOrDigit(c) || c == '#'))
                Add(all.All[i], [i]);
        Entries = [.. _ids.Keys];
        _known = new WordPieces(Entries);
    }

    /// <summary>The entries, in the order of their numbers.</summary>
    public IReadOnlyList<string> Entries { get; }

    /// <summary>Pieces of an entry; one for a piece itself.</summary>
    public IReadOnlyList<int[]> Pieces => _pieces;

    /// <summary>The entries of a text, as <see cref="WordVectors.Entries"/> finds them.</summary>
    public int[] Of(IEnumerable<string> words) => [.. words.SelectMany(_known.Of)];

    private void Add(string text, int[] pieces)
    {
        if (pieces.Length == 0 || !_ids.TryAdd(text, _pieces.Count))
            return;
        _pieces.Add(pieces);
    }
}
