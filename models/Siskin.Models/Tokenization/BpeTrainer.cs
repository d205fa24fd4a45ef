using System.Text;
using Siskin.Runtime.Text;

namespace Siskin.Models.Tokenization;

/// <summary>
/// Learns byte-pair merges. In the first phase words and symbols merge without their leading space, so that a name has
/// the same tokens in a question ("the boiler") and in sensor text ("boiler/temp"), which is what copying lives from.
/// In the second phase the leading space joins the most frequent words that hardly ever occur without it ("the", "is").
/// Ties are broken by the bytes, so the result depends on the corpus alone.
/// </summary>
public sealed class BpeTrainer
{
    private const double Mostly = 0.9;

    private readonly int _merges;
    private readonly int _spaceMerges;

    /// <summary>Creates a trainer.</summary>
    /// <param name="vocabSize">Ids in all: special tokens, 256 bytes, merges.</param>
    /// <param name="spaceMerges">How many of the merges are kept for words with their leading space.</param>
    public BpeTrainer(int vocabSize, int spaceMerges)
    {
        _merges = vocabSize - BpeTokenizer.SpecialNames.Count - 256;
        _spaceMerges = spaceMerges;
        if (_merges < spaceMerges || spaceMerges < 0)
            throw new ArgumentOutOfRangeException(
                nameof(vocabSize),
                vocabSize,
                $"a vocabulary of {vocabSize} leaves {_merges} merges, {spaceMerges} space merges are asked for"
            );
    }

    /// <summary>The merges of a corpus, best first; fewer than asked for when the corpus has no more pairs.</summary>
    public IReadOnlyList<BpeMerge> Train(IEnumerable<string> corpus)
    {
        var pieces = Count(corpus);
        var work = Words(pieces);
        var merges = new List<BpeMerge>(_merges);
        var spaces = 0;
        while (merges.Count + spaces < _merges && Best(work) is { } best)
        {
            merges.Add(best);
            foreach (var piece in work)
                piece.Merge(best);
            if (merges.Count >= _merges - _spaceMerges)
                spaces = SpaceMerges(work).Count;
        }
        return [.. merges, .. SpaceMerges(work).Take(_merges - merges.Count)];
    }

    private static Dictionary<string, long> Count(IEnumerable<string> corpus)
    {
        var counts = new Dictionary<string, long>(StringComparer.Ordinal);
        var lookup = counts.GetAlternateLookup<ReadOnlySpan<char>>();
        foreach (var text in corpus)
        foreach (var piece in new PreTokens(text))
            lookup[piece] = lookup.TryGetValue(piece, out var count) ? count + 1 : 1;
        return counts;
    }

    private static BpeMerge? Best(List<PieceCount> work)
    {
        var pairs = new Dictionary<(string, string), long>();
        foreach (var piece in work)
            for (var i = 0; i + 1 < piece.Parts.Count; i++)
            {
                var pair = (piece.Parts[i], piece.Parts[i + 1]);
                pairs[pair] = pairs.GetValueOrDefault(pair) + piece.Count;
            }
        if (pairs.Count == 0)
            return null;
        ((string Left, string Right) best, var count) = pairs.First();
        foreach (((string Left, string Right) pair, var pairCount) in pairs)
            if (pairCount > count || (pairCount == count && Before(pair, best)))
                (best, count) = (pair, pairCount);
        return count < 2 ? null : new BpeMerge(best.Left, best.Right);
    }

    // Words that are one token, stand behind a space, and are not the first token of longer words with a space.
    private List<BpeMerge> SpaceMerges(List<PieceCount> work)
    {
        var longer = new Dictionary<string, long>(StringComparer.Ordinal);
        foreach (var piece in work)
            if (piece.Parts.Count > 1)
                longer[piece.Parts[0]] = longer.GetValueOrDefault(piece.Parts[0]) + piece.Spaced;
        var space = ByteAlphabet.ToChar((byte)' ').ToString();
        return
        [
            .. work.Where(piece =>
                    piece.Parts.Count == 1
                    && piece.Spaced > Mostly * piece.Count
                    && piece.Spaced > Mostly * (piece.Spaced + longer.GetValueOrDefault(piece.Parts[0]))
                )
                .OrderByDescending(piece => piece.Spaced)
                .ThenBy(piece => piece.Parts[0], StringComparer.Ordinal)
                .Take(_spaceMerges)
                .Select(piece => new BpeMerge(space, piece.Parts[0])),
        ];
    }

    // The pieces without their leading space, and how often they had one.
    private static List<PieceCount> Words(Dictionary<string, long> pieces)
    {
        var words = new Dictionary<string, (long All, long Spaced)>(StringComparer.Ordinal);
        foreach ((var piece, var count) in pieces)
        {
            var spaced = piece.Length > 1 && piece[0] == ' ' && piece[1] != ' ';
            var word = spaced ? piece[1..] : piece;
            (var all, var withSpace) = words.GetValueOrDefault(word);
            words[word] = (all + count, withSpace + (spaced ? count : 0));
        }
        return [.. words.Select(w => new PieceCount(w.Key, w.Value.All, w.Value.Spaced))];
    }

    private static bool Before((string Left, string Right) a, (string Left, string Right) b)
    {
        var left = string.CompareOrdinal(a.Left, b.Left);
        return left < 0 || (left == 0 && string.CompareOrdinal(a.Right, b.Right) < 0);
    }

    private sealed class PieceCount(string piece, long count, long spaced)
    {
        public long Count => count;

        public long Spaced => spaced;

        public List<string> Parts { get; } =
        [.. Encoding.UTF8.GetBytes(piece).Select(b => ByteAlphabet.ToChar(b).ToString())];

        public void Merge(BpeMerge merge)
        {
            for (var i = 0; i + 1 < Parts.Count; i++)
                if (Parts[i] == merge.Left && Parts[i + 1] == merge.Right)
                {
                    Parts[i] = merge.Left + merge.Right;
                    Parts.RemoveAt(i + 1);
                }
        }
    }
}

/// <summary>Two neighbours that become one token, in the byte-level alphabet.</summary>
public sealed record BpeMerge(string Left, string Right);
