using System.Globalization;
using System.Text;
using System.Text.Json;

namespace Siskin.Runtime.Text;

/// <summary>
/// Reads a <c>tokenizer.json</c> that was converted from SentencePiece: the normalizer writes '▁' for spaces and in
/// front, nothing splits the text, bytes stand in for characters that are missing, and added tokens have the ids behind
/// the vocabulary.
/// </summary>
/// <param name="source">Where it came from, for messages.</param>
internal sealed class SentencePieceReader(string source)
{
    // Vocabulary and added tokens, and room for an id that none has.
    private const int MaxTokens = 1 << 20;

    /// <summary>Whether the tokenizer is of this kind.</summary>
    public static bool Takes(JsonElement root) =>
        root.TryGetProperty("normalizer", out var normalizer)
        && normalizer.ValueKind == JsonValueKind.Object
        && root.TryGetProperty("pre_tokenizer", out var splits)
        && splits.ValueKind == JsonValueKind.Null;

    /// <param name="root">The file.</param>
    /// <param name="vocab">Ids of <c>model.vocab</c>.</param>
    /// <param name="merges">Pairs in order of rank.</param>
    /// <exception cref="InvalidDataException">It is of this kind but not as expected.</exception>
    public BpeTokenizer Read(JsonElement root, Dictionary<string, int> vocab, MergeTable merges)
    {
        RequireNormalizer(root.GetProperty("normalizer"));
        if (
            !root.GetProperty("model").TryGetProperty("byte_fallback", out var fallback)
            || fallback.ValueKind != JsonValueKind.True
        )
            throw Malformed("model.byte_fallback must be true where a normalizer replaces spaces");
        var added = ReadAdded(root.GetProperty("added_tokens"), vocab);
        var size = Math.Max(vocab.Count, added.Count == 0 ? 0 : added.Max() + 1);
        var bytes = Enumerable.Repeat(Array.Empty<byte>(), size).ToArray();
        var characters = new Dictionary<Rune, int>();
        var byteIds = new int[256];
        Array.Fill(byteIds, -1);
        foreach (var (token, id) in vocab)
        {
            if (added.Contains(id))
                continue;
            if (ByteOf(token) is { } one)
            {
                byteIds[one] = id;
                bytes[id] = [one];
                continue;
            }
            bytes[id] = Encoding.UTF8.GetBytes(token.Replace(SentencePieces.Space, ' '));
            if (Rune.TryGetRuneAt(token, 0, out var character) && character.Utf16SequenceLength == token.Length)
                characters[character] = id;
        }
        var missing = Array.IndexOf(byteIds, -1);
        if (missing >= 0)
            throw Malformed($"model.vocab lacks \"<0x{missing:X2}>\"");
        return new BpeTokenizer(bytes, new SentencePieces(characters, byteIds, merges));
    }

    private HashSet<int> ReadAdded(JsonElement list, Dictionary<string, int> vocab)
    {
        var added = new HashSet<int>();
        foreach (var entry in list.EnumerateArray())
        {
            if (
                !entry.TryGetProperty("id", out var number)
                || !number.TryGetInt32(out var id)
                || id is < 0 or >= MaxTokens
                || !entry.TryGetProperty("content", out var content)
                || content.ValueKind != JsonValueKind.String
            )
                throw Malformed($"an entry of added_tokens has no content, or no id of 0 to {MaxTokens - 1}");
            if (vocab.TryGetValue(content.GetString()!, out var known) ? known != id : id < vocab.Count)
                throw Malformed($"added_tokens: \"{content.GetString()}\" has the id {id} of another token");
            added.Add(id);
        }
        return added;
    }

    private void RequireNormalizer(JsonElement normalizer)
    {
        var space = SentencePieces.Space.ToString();
        var asExpected =
            normalizer.TryGetProperty("normalizers", out var steps)
            && steps.ValueKind == JsonValueKind.Array
            && steps.GetArrayLength() == 2
            && steps[0].TryGetProperty("prepend", out var prepend)
            && prepend.ValueEquals(space)
            && steps[1].TryGetProperty("pattern", out var pattern)
            && pattern.TryGetProperty("String", out var replaced)
            && replaced.ValueEquals(" ")
            && steps[1].TryGetProperty("content", out var content)
            && content.ValueEquals(space);
        if (!asExpected)
            throw Malformed($"normalizer must be the sequence of Prepend \"{space}\" and Replace \" \" by \"{space}\"");
    }

    // "<0x0A>"
    private static byte? ByteOf(string token) =>
        token.Length == 6
        && token.StartsWith("<0x", StringComparison.Ordinal)
        && token[5] == '>'
        && byte.TryParse(token.AsSpan(3, 2), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var one)
            ? one
            : null;

    private InvalidDataException Malformed(string what) => new($"{source}: {what}");
}
