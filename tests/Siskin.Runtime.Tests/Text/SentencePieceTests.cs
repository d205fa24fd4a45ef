using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Siskin.Runtime.Bundles;
using Siskin.Runtime.Inference;
using Siskin.Runtime.Text;
using Xunit;

namespace Siskin.Runtime.Tests.Text;

/// <summary>A tokenizer of SentencePiece's kind, as small as it can be.</summary>
public sealed class SentencePieceTests
{
    // 0 to 2 are special, 3 to 258 the bytes.
    private static readonly string[] Words = ["\u2581", "t", "h", "e", "a", "\u2581t", "he", "\u2581the", "ha"];
    private static readonly string[] Merges = ["\u2581 t", "h e", "\u2581t he", "h a"];

    private const int First = 259;

    [Theory]
    [InlineData("the", "\u2581the")]
    [InlineData("the the", "\u2581the \u2581the")]
    [InlineData(" the", "\u2581 \u2581the")]
    [InlineData("thea", "\u2581the a")] // he was joined before ha could be
    [InlineData("tha", "\u2581t ha")]
    public void Words_are_joined_by_rank_over_what_spaces_become(string text, string tokens)
    {
        var ids = Read().Encode(text);

        Assert.Equal(tokens.Split(' ').Select(IdOf), ids);
        Assert.Equal(text, Read().Decode(ids));
    }

    [Fact]
    public void Characters_that_are_missing_are_spelled_in_bytes_and_come_back()
    {
        const string Text = "t\n\u00fc\U0001F600";
        var ids = Read().Encode(Text);

        Assert.Equal([IdOf("\u2581t"), 3 + 0x0A, 3 + 0xC3, 3 + 0xBC, 3 + 0xF0, 3 + 0x9F, 3 + 0x98, 3 + 0x80], ids);
        Assert.Equal(Text, Read().Decode(ids));
    }

    [Fact]
    public void A_text_cannot_forge_what_is_added_and_nothing_of_it_is_shown()
    {
        var tokenizer = Read();

        Assert.DoesNotContain(300, tokenizer.Encode("<|end|>"));
        Assert.Equal("the", tokenizer.Decode([1, IdOf("\u2581the"), 300]));
        Assert.Equal(301, tokenizer.VocabSize); // the ids between are nobody's
        Assert.Equal(SpecialTokens.None, tokenizer.Tokens);
        Assert.Empty(tokenizer.Encode(""));
    }

    [Fact]
    public void A_streamed_answer_begins_without_the_space_that_is_not_its_own()
    {
        var pieces = new List<string>();
        var text = new TextPieces(Read(), pieces.Add);

        text.Add(IdOf("\u2581the"));
        text.Add(IdOf("\u2581the"));
        text.End();

        Assert.Equal(["the", " the"], pieces);
    }

    [Theory]
    [InlineData("byte", "lacks \"<0x07>\"")]
    [InlineData("fallback", "byte_fallback must be true")]
    [InlineData("normalizer", "Prepend")]
    [InlineData("id", "of another token")]
    public void What_is_not_as_expected_is_named(string broken, string said)
    {
        var error = Assert.Throws<InvalidDataException>(() => Read(broken));

        Assert.StartsWith("small.json: ", error.Message, StringComparison.Ordinal);
        Assert.Contains(said, error.Message, StringComparison.Ordinal);
    }

    /// <summary>
    /// The published tokenizer, where somebody has it: <c>SISKIN_MU</c> names a folder with tokenizer.json and
    /// tokens.json, a list of {"text", "hf", "decoded"} by another library.
    /// </summary>
    [Fact]
    public void The_published_tokenizer_gives_the_ids_of_another_library()
    {
        if (Environment.GetEnvironmentVariable("SISKIN_MU") is not { Length: > 0 } folder)
            return; // 1.8 MB that are not part of this repository
        var tokenizer = BpeTokenizer.Load(Path.Combine(folder, "tokenizer.json"));
        using var items = JsonDocument.Parse(File.ReadAllBytes(Path.Combine(folder, "tokens.json")));

        foreach (var item in items.RootElement.EnumerateArray())
        {
            int[] expected = [.. item.GetProperty("hf").EnumerateArray().Select(id => id.GetInt32())];
            Assert.Equal(expected, tokenizer.Encode(item.GetProperty("text").GetString()!));
            Assert.Equal(item.GetProperty("decoded").GetString(), tokenizer.Decode(expected));
        }
    }

    [Theory]
    [InlineData("Q {prompt} C {sensors}", "Q what {sensors}? C t=1")]
    [InlineData("{sensors}: {prompt}", "t=1: what {sensors}?")]
    [InlineData("{prompt}", "what {sensors}?")]
    public void A_template_takes_both_texts_as_they_are(string template, string text)
    {
        var tokenizer = Read();

        Assert.Equal(
            tokenizer.Encode(text),
            PromptLayout.Encode(tokenizer, SpecialTokens.None, "what {sensors}?", "t=1", template)
        );
    }

    [Fact]
    public void Without_a_template_or_a_marker_sensors_are_the_next_line()
    {
        var tokenizer = Read();

        Assert.Equal(
            [.. tokenizer.Encode("the"), .. tokenizer.Encode("\n"), .. tokenizer.Encode("t")],
            PromptLayout.Encode(tokenizer, SpecialTokens.None, "the", "t")
        );
    }

    private static int IdOf(string token) => First + Array.IndexOf(Words, token);

    private static BpeTokenizer Read(string broken = "")
    {
        var vocab = new JsonObject
        {
            ["<unk>"] = 0,
            ["<s>"] = 1,
            ["</s>"] = 2,
        };
        for (var i = 0; i < 256; i++)
            vocab[broken == "byte" && i == 7 ? "seven" : $"<0x{i:X2}>"] = 3 + i;
        for (var i = 0; i < Words.Length; i++)
            vocab[Words[i]] = First + i;
        var added = new JsonArray(
            new JsonObject { ["id"] = 1, ["content"] = "<s>" },
            new JsonObject { ["id"] = broken == "id" ? 5 : 300, ["content"] = "<|end|>" }
        );
        var normalizers = new JsonArray(
            new JsonObject { ["type"] = "Prepend", ["prepend"] = broken == "normalizer" ? "_" : "\u2581" },
            new JsonObject
            {
                ["type"] = "Replace",
                ["pattern"] = new JsonObject { ["String"] = " " },
                ["content"] = "\u2581",
            }
        );
        var root = new JsonObject
        {
            ["added_tokens"] = added,
            ["normalizer"] = new JsonObject { ["type"] = "Sequence", ["normalizers"] = normalizers },
            ["pre_tokenizer"] = null,
            ["model"] = new JsonObject
            {
                ["type"] = "BPE",
                ["byte_fallback"] = broken != "fallback",
                ["vocab"] = vocab,
                ["merges"] = new JsonArray([.. Merges.Select(merge => (JsonNode)merge)]),
            },
        };
        return BpeTokenizer.Parse(Encoding.UTF8.GetBytes(root.ToJsonString()), "small.json");
    }
}
