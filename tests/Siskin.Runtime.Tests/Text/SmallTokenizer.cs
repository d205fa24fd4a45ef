using System.Text;
using System.Text.Json.Nodes;
using Siskin.Runtime.Text;

namespace Siskin.Runtime.Tests.Text;

/// <summary>A <c>tokenizer.json</c> with a few merges, to read or to break.</summary>
internal static class SmallTokenizer
{
    public static readonly (string Left, string Right)[] Merges =
    [
        ("b", "a"),
        ("ba", "r"),
        ("t", "e"),
        ("m", "p"),
        ("te", "mp"),
        ("a", "a"),
        ("Ġ", "bar"),
    ];

    public static BpeTokenizer Create() => BpeTokenizer.Parse(Bytes(Json()));

    public static byte[] Bytes(JsonNode json) => Encoding.UTF8.GetBytes(json.ToJsonString());

    public static JsonObject Json()
    {
        string[] specials = [.. BpeTokenizer.SpecialNames];
        var vocab = new JsonObject();
        foreach (
            var token in specials
                .Concat(Enumerable.Range(0, 256).Select(b => ByteAlphabet.ToChar((byte)b).ToString()))
                .Concat(Merges.Select(m => m.Left + m.Right))
        )
            vocab[token] = vocab.Count;
        return new JsonObject
        {
            ["added_tokens"] = new JsonArray([
                .. specials.Select(
                    (name, id) =>
                        (JsonNode)
                            new JsonObject
                            {
                                ["id"] = id,
                                ["content"] = name,
                                ["special"] = true,
                            }
                ),
            ]),
            ["normalizer"] = null,
            ["pre_tokenizer"] = new JsonObject
            {
                ["type"] = "Sequence",
                ["pretokenizers"] = new JsonArray(
                    new JsonObject
                    {
                        ["type"] = "Split",
                        ["pattern"] = new JsonObject { ["Regex"] = PreTokens.Pattern },
                        ["behavior"] = "Isolated",
                        ["invert"] = false,
                    },
                    new JsonObject
                    {
                        ["type"] = "ByteLevel",
                        ["add_prefix_space"] = false,
                        ["use_regex"] = false,
                    }
                ),
            },
            ["model"] = new JsonObject
            {
                ["type"] = "BPE",
                ["vocab"] = vocab,
                ["merges"] = new JsonArray([.. Merges.Select(m => (JsonNode)$"{m.Left} {m.Right}")]),
            },
        };
    }
}
