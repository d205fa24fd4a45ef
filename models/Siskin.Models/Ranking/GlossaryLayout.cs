using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace Siskin.Models.Ranking;

/// <summary>Prints signals as devices publish them.</summary>
internal static partial class GlossaryLayout
{
    private static readonly JsonSerializerOptions Plain = new()
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    /// <summary>
    /// All layouts: each prints the signals of a device in their order, but one that knows only numbers leaves others
    /// out.
    /// </summary>
    public static IReadOnlyList<Func<string, IReadOnlyList<GlossarySignal>, string>> All { get; } =
    [
        (_, signals) => FlatJson(signals),
        (_, signals) => NestedJson(signals),
        Topics,
        (_, signals) => Lines(signals, one => $"{Word(one.Name)}={Word(one.Value)}"),
        (_, signals) => string.Join(' ', signals.Select(one => $"{Word(one.Name)}={Word(one.Value)}")) + "\n",
        (_, signals) => Lines(signals, one => $"{one.Name}: {one.Value} {one.Unit}".TrimEnd()),
        (_, signals) => Table(signals),
        (_, signals) => Exposition(signals),
    ];

    private static string Lines(IEnumerable<GlossarySignal> signals, Func<GlossarySignal, string> line) =>
        string.Concat(signals.Select(one => line(one) + "\n"));

    private static string FlatJson(IReadOnlyList<GlossarySignal> signals)
    {
        var root = new JsonObject();
        foreach (var one in signals)
            root[one.Name] = Node(one.Value);
        return root.ToJsonString(Plain);
    }

    // "engine.oil.temp" is three levels, unless a level has a value itself.
    private static string NestedJson(IReadOnlyList<GlossarySignal> signals)
    {
        var root = new JsonObject();
        foreach (var one in signals)
        {
            var levels = one.Name.Split(['.', '/'], StringSplitOptions.RemoveEmptyEntries);
            var at = root;
            foreach (var level in levels.SkipLast(1))
            {
                if (at[level] is null)
                    at[level] = new JsonObject();
                if (at[level] is not JsonObject next)
                    return FlatJson(signals);
                at = next;
            }

            if (levels.Length == 0 || at.ContainsKey(levels[^1]))
                return FlatJson(signals);
            at[levels[^1]] = Node(one.Value);
        }

        return root.ToJsonString(Plain);
    }

    private static JsonNode Node(string value) =>
        JsonNumber().IsMatch(value) ? JsonNode.Parse(value)!
        : value is "true" or "false" ? JsonValue.Create(value == "true")
        : JsonValue.Create(value);

    private static string Topics(string title, IReadOnlyList<GlossarySignal> signals)
    {
        var root = Word(title.Split([' ', ',', '(', '-'], 2)[0].ToLowerInvariant());
        return Lines(
            signals,
            one =>
                one.Name.Contains('/', StringComparison.Ordinal)
                    ? $"{one.Name} {one.Value}"
                    : $"{root}/{one.Name} {one.Value}"
        );
    }

    private static string Table(IReadOnlyList<GlossarySignal> signals)
    {
        int name = signals.Max(one => one.Name.Length) + 2,
            value = signals.Max(one => one.Value.Length) + 2;
        var text = new StringBuilder("NAME".PadRight(name) + "VALUE".PadRight(Math.Max(value, 7)) + "UNIT\n");
        foreach (var one in signals)
            text.Append(one.Name.PadRight(name))
                .Append(one.Value.PadRight(Math.Max(value, 7)))
                .Append(one.Unit.Length > 0 ? one.Unit : "-")
                .Append('\n');
        return text.ToString();
    }

    private static string Exposition(IReadOnlyList<GlossarySignal> signals) =>
        Lines(
            signals.Where(one => JsonNumber().IsMatch(one.Value)),
            one => $"{MetricMark().Replace(one.Name, "_")} {one.Value}"
        );

    private static string Word(string text) => text.Replace(' ', '_');

    [GeneratedRegex(@"^-?(0|[1-9]\d*)(\.\d+)?$")]
    private static partial Regex JsonNumber();

    [GeneratedRegex("[^A-Za-z0-9_:]+")]
    private static partial Regex MetricMark();
}
