using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using Siskin.Agent.Tests.Docs;

namespace Siskin.EndToEnd.Tests.Docs;

/// <summary>Compares what a page shows with what was printed.</summary>
internal static partial class Shown
{
    // What differs from run to run and from machine to machine; below them only the names count.
    private static readonly HashSet<string> Volatile =
    [
        "id",
        "timings_ms",
        "uptime_s",
        "tokens_per_s",
        "process",
        "host",
        "process_id",
        "session",
        "bytes",
        "peak",
        "time",
        "accepted",
        "age_s",
        "rate",
        "requests",
        "errors",
        "entries",
        "window_requests",
        "answers",
        "watches",
        "load_ms",
        "rss_bytes",
    ];

    // Said only where it is so: of a watch, from its second look at a frame on.
    private const string Occasional = "unchanged";

    /// <summary>Fails where the block shows something else.</summary>
    public static void AssertPrinted(MarkdownBlock block, string printed)
    {
        if (block.Language == "text")
        {
            Assert.True(
                AsPattern(block.Text).IsMatch(printed.Trim()),
                $"{block.Place} shows\n{block.Text}\nand it printed\n{printed}"
            );
            return;
        }

        var (expected, actual) = (Documents(block.Text), Documents(printed));
        Assert.True(
            expected.Count == actual.Count,
            $"{block.Place} shows {expected.Count} texts, and it printed\n{printed}"
        );
        for (var i = 0; i < expected.Count; i++)
        {
            var difference = Difference("", expected[i], actual[i], namesOnly: false);
            Assert.True(difference is null, $"{block.Place}: {difference}\n{printed}");
        }
    }

    /// <summary>Rows of tables that show a frame, a question and the answer.</summary>
    public static IEnumerable<(string Frame, string Prompt, string Answer)> FrameRows(string text) =>
        FrameRow().Matches(text).Select(row => (row.Groups[1].Value, row.Groups[2].Value, row.Groups[3].Value));

    private static string? Difference(string path, JsonElement expected, JsonElement actual, bool namesOnly)
    {
        if (expected.ValueKind == JsonValueKind.Object && actual.ValueKind == JsonValueKind.Object)
        {
            var (names, others) = (NamesOf(expected), NamesOf(actual));
            if (!names.SequenceEqual(others))
                return $"{path} has {string.Join(", ", others)}, not {string.Join(", ", names)}";
            return names
                .Select(name =>
                    Difference(
                        $"{path}/{name}",
                        expected.GetProperty(name),
                        actual.GetProperty(name),
                        namesOnly || Volatile.Contains(name)
                    )
                )
                .FirstOrDefault(difference => difference is not null);
        }

        if (namesOnly)
            return null;

        if (
            expected.ValueKind == JsonValueKind.Array
            && actual.ValueKind == JsonValueKind.Array
            && expected.GetArrayLength() == actual.GetArrayLength()
        )
            return expected
                .EnumerateArray()
                .Zip(actual.EnumerateArray())
                .Select((pair, i) => Difference($"{path}/{i}", pair.First, pair.Second, namesOnly))
                .FirstOrDefault(difference => difference is not null);
        var same = path.EndsWith("/confidence", StringComparison.Ordinal)
            // Processors round the sums of int8 products in different ways.
            ? Math.Abs(expected.GetDouble() - actual.GetDouble()) < 0.05
            : JsonElement.DeepEquals(expected, actual);
        return same ? null : $"{path} is {actual.GetRawText()}, not {expected.GetRawText()}";
    }

    private static string[] NamesOf(JsonElement document) =>
        [.. document.EnumerateObject().Select(one => one.Name).Where(name => name != Occasional)];

    private static List<JsonElement> Documents(string text)
    {
        var documents = new List<JsonElement>();
        var reader = new Utf8JsonReader(
            Encoding.UTF8.GetBytes(text),
            new JsonReaderOptions { AllowMultipleValues = true }
        );
        while (reader.Read())
            documents.Add(JsonElement.ParseValue(ref reader));
        return documents;
    }

    // "…" stands for anything.
    private static Regex AsPattern(string text) =>
        new(
            "^" + Regex.Escape(text.Trim()).Replace("…", ".*", StringComparison.Ordinal) + "$",
            RegexOptions.Singleline
        );

    [GeneratedRegex(@"^\| !\[[^\]]*\]\(([^)]+)\) \| `([^`]+)` \| `([^`]+)` \|", RegexOptions.Multiline)]
    private static partial Regex FrameRow();
}
