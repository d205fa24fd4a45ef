using System.Text.Json;
using Siskin.Runtime.Bundles;

namespace Siskin.Runtime.Text;

/// <summary>
/// Reads and checks the <c>tokenizer.json</c> layout. Every complaint names the file and the JSON place.
/// </summary>
internal sealed class TokenizerReader(string source)
{
    public BpeTokenizer Read(ReadOnlySpan<byte> json)
    {
        using var document = ParseJson(json);
        try
        {
            return Read(document.RootElement);
        }
        catch (InvalidOperationException e)
        {
            // Strings are decoded only here: half a surrogate pair, or bytes that are not UTF-8.
            throw Malformed($"a string is not valid text: {e.Message}");
        }
    }

    private BpeTokenizer Read(JsonElement root)
    {
        if (root.ValueKind != JsonValueKind.Object)
            throw Malformed("the top level is not an object");
        var pieces = SentencePieceReader.Takes(root);
        if (!pieces)
        {
            RequireNull(root, "normalizer");
            RequirePreTokenizer(Get(root, "pre_tokenizer", JsonValueKind.Object));
        }
        var model = Get(root, "model", JsonValueKind.Object);
        if (!TextIs(model, "type", "BPE"))
            throw Malformed("model.type must be \"BPE\"");
        RequireNull(model, "continuing_subword_prefix");
        RequireNull(model, "end_of_word_suffix");

        var vocab = ReadVocab(Get(model, "vocab", JsonValueKind.Object));
        if (pieces)
        {
            Get(root, "added_tokens", JsonValueKind.Array);
            var joined = new MergeTable(ReadMerges(Get(model, "merges", JsonValueKind.Array), vocab));
            return new SentencePieceReader(source).Read(root, vocab, joined);
        }
        var specials = ReadSpecials(Get(root, "added_tokens", JsonValueKind.Array), vocab);
        var bytes = ReadBytes(vocab, specials);
        var byteIds = ReadByteIds(vocab);
        MergeTable merges = new(ReadMerges(Get(model, "merges", JsonValueKind.Array), vocab));
        return new BpeTokenizer(bytes, byteIds, merges, ToTokens(specials));
    }

    private JsonDocument ParseJson(ReadOnlySpan<byte> json)
    {
        try
        {
            // ParseValue would allow text behind the value, so the whole span is given at once.
            return JsonDocument.Parse(json.ToArray());
        }
        catch (JsonException e)
        {
            throw new InvalidDataException($"{source}: not valid JSON: {e.Message}", e);
        }
    }

    private void RequirePreTokenizer(JsonElement pre)
    {
        var isSequence =
            TextIs(pre, "type", "Sequence")
            && pre.TryGetProperty("pretokenizers", out var steps)
            && steps.ValueKind == JsonValueKind.Array
            && steps.GetArrayLength() == 2
            && IsSplit(steps[0])
            && IsByteLevel(steps[1]);
        if (!isSequence)
            throw Malformed(
                "pre_tokenizer must be the sequence of Split (isolated, not inverted, pattern "
                    + $"{PreTokens.Pattern}) and ByteLevel (no prefix space, no pattern of its own)"
            );
    }

    private static bool IsSplit(JsonElement step) =>
        TextIs(step, "type", "Split")
        && TextIs(step, "behavior", "Isolated")
        && Is(step, "invert", false)
        && step.TryGetProperty("pattern", out var pattern)
        && TextIs(pattern, "Regex", PreTokens.Pattern);

    private static bool IsByteLevel(JsonElement step) =>
        TextIs(step, "type", "ByteLevel") && Is(step, "add_prefix_space", false) && Is(step, "use_regex", false);

    private Dictionary<string, int> ReadVocab(JsonElement vocab)
    {
        var ids = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (var entry in vocab.EnumerateObject())
        {
            if (entry.Value.ValueKind != JsonValueKind.Number || !entry.Value.TryGetInt32(out var id) || id < 0)
                throw Malformed($"model.vocab[\"{entry.Name}\"] must be an id of 0 or more, not {entry.Value}");
            if (!ids.TryAdd(entry.Name, id))
                throw Malformed($"model.vocab has \"{entry.Name}\" twice");
        }
        var seen = new bool[ids.Count];
        foreach ((var token, var id) in ids)
        {
            if (id >= seen.Length)
                throw Malformed(
                    $"model.vocab[\"{token}\"] is {id}, " + $"but {ids.Count} tokens have the ids 0 to {ids.Count - 1}"
                );
            if (seen[id])
                throw Malformed($"model.vocab has the id {id} twice");
            seen[id] = true;
        }
        return ids;
    }

    private Dictionary<string, int> ReadSpecials(JsonElement added, Dictionary<string, int> vocab)
    {
        var specials = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (var entry in added.EnumerateArray())
        {
            if (entry.ValueKind != JsonValueKind.Object)
                throw Malformed("an entry of added_tokens is not an object");
            var content = Get(entry, "content", JsonValueKind.String).GetString()!;
            if (!Is(entry, "special", true))
                throw Malformed($"added_tokens: \"{content}\" is not special; words are added to model.vocab instead");
            if (
                !Get(entry, "id", JsonValueKind.Number).TryGetInt32(out var id)
                || !vocab.TryGetValue(content, out var known)
                || known != id
            )
                throw Malformed($"added_tokens: \"{content}\" must have the same id in model.vocab");
            specials[content] = id;
        }
        return specials;
    }

    private byte[][] ReadBytes(Dictionary<string, int> vocab, Dictionary<string, int> specials)
    {
        var bytes = new byte[vocab.Count][];
        foreach ((var token, var id) in vocab)
            bytes[id] = specials.ContainsKey(token)
                ? []
                : ByteAlphabet.ToBytes(token)
                    ?? throw Malformed($"model.vocab[\"{token}\"] has a character outside the byte-level alphabet");
        return bytes;
    }

    private int[] ReadByteIds(Dictionary<string, int> vocab)
    {
        var ids = new int[256];
        for (var b = 0; b < ids.Length; b++)
        {
            var text = ByteAlphabet.ToChar((byte)b).ToString();
            if (!vocab.TryGetValue(text, out ids[b]))
                throw Malformed($"model.vocab lacks the byte 0x{b:X2} (\"{text}\")");
        }
        return ids;
    }

    private List<(int Left, int Right, int Merged)> ReadMerges(JsonElement merges, Dictionary<string, int> vocab)
    {
        var read = new List<(int, int, int)>(merges.GetArrayLength());
        foreach (var merge in merges.EnumerateArray())
        {
            (var left, var right) = ReadPair(merge, read.Count);
            if (
                !vocab.TryGetValue(left, out var leftId)
                || !vocab.TryGetValue(right, out var rightId)
                || !vocab.TryGetValue(left + right, out var merged)
            )
                throw Malformed(
                    $"model.merges[{read.Count}]: \"{left}\", \"{right}\" and \"{left + right}\" "
                        + "must all be in model.vocab"
                );
            read.Add((leftId, rightId, merged));
        }
        return read;
    }

    private (string Left, string Right) ReadPair(JsonElement merge, int index)
    {
        // Both spellings are in use: "a b" and ["a", "b"].
        if (
            merge.ValueKind == JsonValueKind.Array
            && merge.GetArrayLength() == 2
            && merge[0].ValueKind == JsonValueKind.String
            && merge[1].ValueKind == JsonValueKind.String
        )
            return (merge[0].GetString()!, merge[1].GetString()!);
        var parts = merge.ValueKind == JsonValueKind.String ? merge.GetString()!.Split(' ') : [];
        return parts.Length == 2
            ? (parts[0], parts[1])
            : throw Malformed($"model.merges[{index}] must be \"left right\" or [\"left\", \"right\"]");
    }

    private SpecialTokens ToTokens(Dictionary<string, int> specials)
    {
        var ids = new int[BpeTokenizer.SpecialNames.Count];
        for (var i = 0; i < ids.Length; i++)
            if (!specials.TryGetValue(BpeTokenizer.SpecialNames[i], out ids[i]))
                throw Malformed($"added_tokens lacks \"{BpeTokenizer.SpecialNames[i]}\"");
        return new SpecialTokens(ids[0], ids[1], ids[2], ids[3], ids[4]);
    }

    private JsonElement Get(JsonElement parent, string name, JsonValueKind kind) =>
        parent.TryGetProperty(name, out var value) && value.ValueKind == kind
            ? value
            : throw Malformed($"\"{name}\" is missing or not {kind}");

    private void RequireNull(JsonElement parent, string name)
    {
        if (parent.TryGetProperty(name, out var value) && value.ValueKind != JsonValueKind.Null)
            throw Malformed($"\"{name}\" must be null");
    }

    private static bool TextIs(JsonElement parent, string name, string text) =>
        parent.ValueKind == JsonValueKind.Object
        && parent.TryGetProperty(name, out var value)
        && value.ValueKind == JsonValueKind.String
        && value.ValueEquals(text);

    private static bool Is(JsonElement parent, string name, bool expected) =>
        parent.TryGetProperty(name, out var value)
        && value.ValueKind == (expected ? JsonValueKind.True : JsonValueKind.False);

    private InvalidDataException Malformed(string what) => new($"{source}: {what}");
}
