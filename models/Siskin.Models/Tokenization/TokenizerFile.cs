using System.Text.Encodings.Web;
using System.Text.Json;
using Siskin.Runtime.Text;

namespace Siskin.Models.Tokenization;

/// <summary>Writes merges as a Hugging Face <c>tokenizer.json</c> that <see cref="BpeTokenizer"/> reads.</summary>
public static class TokenizerFile
{
    /// <summary>The file's content: special tokens, then the 256 bytes, then the merges.</summary>
    public static byte[] Write(IReadOnlyList<BpeMerge> merges)
    {
        using var buffer = new MemoryStream();
        var options = new JsonWriterOptions
        {
            Indented = true,
            NewLine = "\n",
            Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        };
        using (var json = new Utf8JsonWriter(buffer, options))
        {
            json.WriteStartObject();
            json.WriteString("version", "1.0");
            json.WriteNull("truncation");
            json.WriteNull("padding");
            WriteSpecials(json);
            json.WriteNull("normalizer");
            WritePreTokenizer(json);
            json.WriteNull("post_processor");
            WriteByteLevel(json, "decoder");
            WriteModel(json, merges);
            json.WriteEndObject();
        }
        buffer.WriteByte((byte)'\n');
        return buffer.ToArray();
    }

    private static void WriteSpecials(Utf8JsonWriter json)
    {
        json.WriteStartArray("added_tokens");
        for (var id = 0; id < BpeTokenizer.SpecialNames.Count; id++)
        {
            json.WriteStartObject();
            json.WriteNumber("id", id);
            json.WriteString("content", BpeTokenizer.SpecialNames[id]);
            json.WriteBoolean("single_word", false);
            json.WriteBoolean("lstrip", false);
            json.WriteBoolean("rstrip", false);
            json.WriteBoolean("normalized", false);
            json.WriteBoolean("special", true);
            json.WriteEndObject();
        }
        json.WriteEndArray();
    }

    private static void WritePreTokenizer(Utf8JsonWriter json)
    {
        json.WriteStartObject("pre_tokenizer");
        json.WriteString("type", "Sequence");
        json.WriteStartArray("pretokenizers");
        json.WriteStartObject();
        json.WriteString("type", "Split");
        json.WriteStartObject("pattern");
        json.WriteString("Regex", PreTokens.Pattern);
        json.WriteEndObject();
        json.WriteString("behavior", "Isolated");
        json.WriteBoolean("invert", false);
        json.WriteEndObject();
        WriteByteLevel(json, null);
        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void WriteByteLevel(Utf8JsonWriter json, string? name)
    {
        if (name is null)
            json.WriteStartObject();
        else
            json.WriteStartObject(name);
        json.WriteString("type", "ByteLevel");
        json.WriteBoolean("add_prefix_space", false);
        json.WriteBoolean("trim_offsets", true);
        json.WriteBoolean("use_regex", false);
        json.WriteEndObject();
    }

    private static void WriteModel(Utf8JsonWriter json, IReadOnlyList<BpeMerge> merges)
    {
        json.WriteStartObject("model");
        json.WriteString("type", "BPE");
        foreach (var name in (string[])["dropout", "unk_token", "continuing_subword_prefix", "end_of_word_suffix"])
            json.WriteNull(name);
        json.WriteBoolean("fuse_unk", false);
        json.WriteBoolean("byte_fallback", false);
        json.WriteBoolean("ignore_merges", false);
        json.WriteStartObject("vocab");
        var id = 0;
        foreach (var token in Vocabulary(merges))
            json.WriteNumber(token, id++);
        json.WriteEndObject();
        json.WriteStartArray("merges");
        foreach (var merge in merges)
            json.WriteStringValue($"{merge.Left} {merge.Right}");
        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static IEnumerable<string> Vocabulary(IReadOnlyList<BpeMerge> merges)
    {
        var bytes = Enumerable.Range(0, 256).Select(b => ByteAlphabet.ToChar((byte)b).ToString());
        // Two merges can spell the same token; it has one id.
        return BpeTokenizer
            .SpecialNames.Concat(bytes)
            .Concat(merges.Select(merge => merge.Left + merge.Right))
            .Distinct(StringComparer.Ordinal);
    }
}
