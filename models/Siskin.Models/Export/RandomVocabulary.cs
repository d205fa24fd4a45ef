using System.Text;
using System.Text.Json.Nodes;
using Siskin.Runtime.Bundles;

namespace Siskin.Models.Export;

/// <summary>A valid <c>tokenizer.json</c> of any size with made-up merges, for bundles with random weights.</summary>
internal static class RandomVocabulary
{
    private static readonly string[] Specials = ["<|pad|>", "<|bos|>", "<|eos|>", "<|image|>", "<|sensors|>"];

    /// <summary>Ids of its special tokens.</summary>
    public static SpecialTokens Tokens { get; } = new(0, 1, 2, 3, 4);

    /// <param name="size">Number of tokens, at least 261: specials and bytes.</param>
    public static byte[] Write(int size)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(size, Specials.Length + 256);
        var tokens = new List<string>([.. Specials, .. ByteAlphabet()]);
        var merges = new List<string[]>();
        var stems = new Queue<string>(Letters);
        while (tokens.Count < size)
        {
            string stem = stems.Dequeue();
            foreach (string letter in Letters.Take(size - tokens.Count))
            {
                merges.Add([stem, letter]);
                tokens.Add(stem + letter);
                stems.Enqueue(stem + letter);
            }
        }

        return Json(tokens, merges);
    }

    /// <summary>One printable character per byte: printable Latin-1 stands for itself, the others follow from U+0100.</summary>
    private static IEnumerable<string> ByteAlphabet()
    {
        int next = 0x100;
        return Enumerable.Range(0, 256)
            .Select(value => value is (>= '!' and <= '~') or (>= 0xA1 and <= 0xAC) or (>= 0xAE and <= 0xFF) ? (char)value : (char)next++)
            .Select(symbol => symbol.ToString())
            .ToArray();
    }

    private static IEnumerable<string> Letters => Enumerable.Range('a', 26).Select(letter => ((char)letter).ToString());

    private static byte[] Json(List<string> tokens, List<string[]> merges)
    {
        var vocabulary = new JsonObject(tokens.Select((token, id) => KeyValuePair.Create(token, (JsonNode?)id)));
        var root = new JsonObject
        {
            ["version"] = "1.0",
            ["added_tokens"] = new JsonArray([.. Specials.Select((content, id) => new JsonObject
            {
                ["id"] = id,
                ["content"] = content,
                ["single_word"] = false,
                ["lstrip"] = false,
                ["rstrip"] = false,
                ["normalized"] = false,
                ["special"] = true,
            })]),
            ["normalizer"] = null,
            ["pre_tokenizer"] = new JsonObject { ["type"] = "Sequence", ["pretokenizers"] = new JsonArray(Split(), ByteLevel()) },
            ["post_processor"] = null,
            ["decoder"] = ByteLevel(),
            ["model"] = new JsonObject
            {
                ["type"] = "BPE",
                ["vocab"] = vocabulary,
                ["merges"] = new JsonArray([.. merges.Select(pair => new JsonArray(pair[0], pair[1]))]),
            },
        };
        return Encoding.UTF8.GetBytes(root.ToJsonString());
    }

    private static JsonObject Split() => new()
    {
        ["type"] = "Split",
        ["pattern"] = new JsonObject { ["Regex"] = @"\p{N}| ?\p{L}+| ?[^\s\p{L}\p{N}]+|\s+" },
        ["behavior"] = "Isolated",
        ["invert"] = false,
    };

    private static JsonObject ByteLevel() => new()
    {
        ["type"] = "ByteLevel",
        ["add_prefix_space"] = false,
        ["trim_offsets"] = true,
        ["use_regex"] = false,
    };
}
