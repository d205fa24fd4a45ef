using System.Collections.Concurrent;
using System.Text;
using Siskin.Runtime.Bundles;

namespace Siskin.Runtime.Text;

/// <summary>
/// Byte-level byte-pair encoding, read from the Hugging Face <c>tokenizer.json</c> layout. Any text round-trips; every
/// digit is a token of its own; a special token never comes out of user text. Our own rather than a package, because
/// single digits, specials that text cannot forge, and native AOT are all required at once. Safe to share between
/// threads.
/// </summary>
public sealed class BpeTokenizer
{
    /// <summary>Most pieces kept in the cache, and the longest piece (in characters) that is kept.</summary>
    private const int CacheEntries = 8192,
        CacheLength = 32;

    private readonly byte[][] _bytes;
    private readonly int[] _byteIds;
    private readonly MergeTable _merges;
    private readonly SentencePieces? _pieces;
    private readonly ConcurrentDictionary<string, int[]> _cache = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, int[]>.AlternateLookup<ReadOnlySpan<char>> _lookup;
    private int _cached;

    internal BpeTokenizer(byte[][] bytes, int[] byteIds, MergeTable merges, SpecialTokens tokens)
    {
        _bytes = bytes;
        _byteIds = byteIds;
        _merges = merges;
        Tokens = tokens;
        _lookup = _cache.GetAlternateLookup<ReadOnlySpan<char>>();
    }

    /// <summary>One of SentencePiece's kind, which has no special tokens of ours.</summary>
    internal BpeTokenizer(byte[][] bytes, SentencePieces pieces)
        : this(bytes, [], new MergeTable([]), SpecialTokens.None) => _pieces = pieces;

    /// <summary>
    /// Whether texts begin with a space that is none of theirs, as SentencePiece encodes them.
    /// </summary>
    public bool AddsSpace => _pieces is not null;

    /// <summary>
    /// How <c>tokenizer.json</c> names the special tokens, in the order of <see cref="SpecialTokens"/>.
    /// </summary>
    public static IReadOnlyList<string> SpecialNames { get; } =
    ["<|pad|>", "<|bos|>", "<|eos|>", "<|image|>", "<|sensors|>"];

    /// <summary>Number of ids, special tokens included.</summary>
    public int VocabSize => _bytes.Length;

    /// <summary>Ids of the special tokens; <see cref="SpecialTokens.None"/> where only a manifest knows.</summary>
    public SpecialTokens Tokens { get; }

    /// <summary>Reads a <c>tokenizer.json</c>.</summary>
    /// <exception cref="InvalidDataException">Malformed or of another kind; the message names file and
    /// place.</exception>
    /// <exception cref="IOException">The file cannot be read.</exception>
    public static BpeTokenizer Load(string path) => Parse(RegularFile.ReadAllBytes(path), path);

    /// <summary>Reads the content of a <c>tokenizer.json</c>.</summary>
    /// <param name="json">UTF-8 JSON.</param>
    /// <param name="source">Where it came from, for error messages.</param>
    /// <exception cref="InvalidDataException">Malformed or of another kind; the message says where.</exception>
    public static BpeTokenizer Parse(ReadOnlySpan<byte> json, string source = "tokenizer.json") =>
        new TokenizerReader(source).Read(json);

    /// <summary>The bytes a token stands for; empty for a special token.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The id is not in the vocabulary.</exception>
    public ReadOnlySpan<byte> BytesOf(int id)
    {
        if ((uint)id >= (uint)_bytes.Length)
            ThrowOutOfRange(id);
        return _bytes[id];
    }

    /// <summary>The tokens of a text; never a special token.</summary>
    public int[] Encode(string text)
    {
        var ids = new List<int>(text.Length / 2 + 4);
        Encode(text, ids);
        return [.. ids];
    }

    /// <summary>Appends the tokens of a text.</summary>
    public void Encode(ReadOnlySpan<char> text, List<int> ids)
    {
        if (_pieces is not null)
        {
            _pieces.Encode(text, ids);
            return;
        }
        foreach (var piece in new PreTokens(text))
        {
            if (piece.Length == 1 && piece[0] < 128)
                ids.Add(_byteIds[piece[0]]);
            else if (_lookup.TryGetValue(piece, out var known))
                ids.AddRange(known);
            else
                ids.AddRange(EncodePiece(piece));
        }
    }

    /// <summary>The text of some tokens. Special tokens are left out; bytes that are not UTF-8 become U+FFFD.</summary>
    /// <exception cref="ArgumentOutOfRangeException">An id is not in the vocabulary.</exception>
    public string Decode(ReadOnlySpan<int> ids)
    {
        var length = 0;
        foreach (var id in ids)
            length += BytesOf(id).Length;
        var bytes = length <= 512 ? stackalloc byte[length] : new byte[length];
        var at = 0;
        foreach (var id in ids)
        {
            _bytes[id].CopyTo(bytes[at..]);
            at += _bytes[id].Length;
        }
        return Encoding.UTF8.GetString(AddsSpace && bytes.StartsWith(" "u8) ? bytes[1..] : bytes);
    }

    private int[] EncodePiece(ReadOnlySpan<char> piece)
    {
        var utf8 = new byte[Encoding.UTF8.GetMaxByteCount(piece.Length)];
        var length = Encoding.UTF8.GetBytes(piece, utf8);
        var ids = new int[length];
        for (var i = 0; i < length; i++)
            ids[i] = _byteIds[utf8[i]];
        ids = ids[.._merges.Apply(ids)];
        if (piece.Length <= CacheLength)
            Keep(piece.ToString(), ids);
        return ids;
    }

    private void Keep(string piece, int[] ids)
    {
        if (Interlocked.Increment(ref _cached) > CacheEntries)
        {
            // Starting over is rare, cheap, and needs no bookkeeping on the hits.
            _cache.Clear();
            Interlocked.Exchange(ref _cached, 1);
        }
        _cache[piece] = ids;
    }

    private void ThrowOutOfRange(int id) =>
        throw new ArgumentOutOfRangeException(
            nameof(id),
            id,
            $"token id {id} is not in the vocabulary (0 to {_bytes.Length - 1})"
        );
}
