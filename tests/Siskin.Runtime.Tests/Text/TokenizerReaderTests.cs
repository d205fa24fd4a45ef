using System.Text;
using System.Text.Json.Nodes;
using Siskin.Runtime.Text;
using Xunit;

namespace Siskin.Runtime.Tests.Text;

public sealed class TokenizerReaderTests
{
    [Fact]
    public void Both_spellings_of_merges_are_read()
    {
        var json = SmallTokenizer.Json();
        json["model"]!["merges"] = new JsonArray([
            .. SmallTokenizer.Merges.Select(m => (JsonNode)new JsonArray(m.Left, m.Right)),
        ]);
        var tokenizer = BpeTokenizer.Parse(SmallTokenizer.Bytes(json));
        Assert.Equal(SmallTokenizer.Create().Encode("temp bar"), tokenizer.Encode("temp bar"));
    }

    [Fact]
    public void The_file_is_named_in_the_message()
    {
        var path = Path.GetTempFileName();
        try
        {
            File.WriteAllText(path, "{");
            var error = Assert.Throws<InvalidDataException>(() => BpeTokenizer.Load(path));
            Assert.StartsWith(path + ": not valid JSON", error.Message, StringComparison.Ordinal);
        }
        finally
        {
            File.Delete(path);
        }
    }

    public static TheoryData<string, string> Broken() =>
        new()
        {
            { "vocab", "\"vocab\" is missing" },
            { "merges", "\"merges\" is missing" },
            { "type", "model.type must be \"BPE\"" },
            { "pre_tokenizer", "\"pre_tokenizer\" is missing" },
            { "pattern", "pre_tokenizer must be" },
            { "normalizer", "\"normalizer\" must be null" },
            { "added_tokens", "\"added_tokens\" is missing" },
            { "id gap", "model.vocab[\"!\"] is 9999" },
            { "id twice", "has the id 0 twice" },
            { "id text", "model.vocab[\"!\"] must be an id" },
            { "byte", "model.vocab lacks the byte 0x21" },
            { "alphabet", "outside the byte-level alphabet" },
            { "merge", "model.merges[0]: \"b\", \"zz\"" },
            { "merge shape", "model.merges[0] must be" },
            { "special id", "\"<|pad|>\" must have the same id" },
            { "special missing", "added_tokens lacks \"<|sensors|>\"" },
            { "added word", "\"<|pad|>\" is not special" },
        };

    [Theory]
    [MemberData(nameof(Broken))]
    public void A_broken_file_is_refused_with_the_place(string what, string expected)
    {
        var json = SmallTokenizer.Json();
        Break(json, what);
        var error = Assert.Throws<InvalidDataException>(() =>
            BpeTokenizer.Parse(SmallTokenizer.Bytes(json), "some/tokenizer.json")
        );
        Assert.StartsWith("some/tokenizer.json: ", error.Message, StringComparison.Ordinal);
        Assert.Contains(expected, error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("")]
    [InlineData("[]")]
    [InlineData("null")]
    [InlineData("{} trailing")]
    public void Something_else_is_refused(string json) =>
        Assert.Throws<InvalidDataException>(() => BpeTokenizer.Parse(Encoding.UTF8.GetBytes(json)));

    [Fact]
    public void Half_a_surrogate_pair_in_a_string_is_refused()
    {
        var json = SmallTokenizer.Json().ToJsonString().Replace("\"b a\"", "\"\\ud83d a\"", StringComparison.Ordinal);
        Assert.Throws<InvalidDataException>(() => BpeTokenizer.Parse(Encoding.UTF8.GetBytes(json)));
    }

    private static void Break(JsonObject json, string what)
    {
        JsonNode model = json["model"]!,
            vocab = model["vocab"]!,
            specials = json["added_tokens"]!;
        switch (what)
        {
            case "vocab" or "merges":
                model.AsObject().Remove(what);
                break;
            case "type":
                model["type"] = "Unigram";
                break;
            case "pre_tokenizer" or "added_tokens":
                json.Remove(what);
                break;
            case "pattern":
                json["pre_tokenizer"]!["pretokenizers"]![0]!["pattern"]!["Regex"] = "x";
                break;
            case "normalizer":
                json["normalizer"] = new JsonObject();
                break;
            case "id gap":
                vocab["!"] = 9999;
                break;
            case "id twice":
                vocab["!"] = 0;
                break;
            case "id text":
                vocab["!"] = "five";
                break;
            case "byte":
                Rename(vocab, "!", "!!");
                break;
            case "alphabet":
                Rename(vocab, "ba", "中");
                break;
            case "merge":
                model["merges"]![0] = "b zz";
                break;
            case "merge shape":
                model["merges"]![0] = "b a r";
                break;
            case "special id":
                specials[0]!["id"] = 7;
                break;
            case "special missing":
                specials.AsArray().RemoveAt(4);
                Rename(vocab, "<|sensors|>", "zz");
                break;
            case "added word":
                specials[0]!["special"] = false;
                break;
            default:
                throw new ArgumentOutOfRangeException(nameof(what), what, "unknown breakage");
        }
    }

    private static void Rename(JsonNode vocab, string from, string to)
    {
        vocab[to] = vocab[from]!.DeepClone();
        vocab.AsObject().Remove(from);
    }
}
