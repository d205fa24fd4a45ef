using System.Text.Json;
using System.Text.Json.Serialization;
using Siskin.Runtime.Bundles;
using Spectre.Console;

namespace Siskin.Models.Evaluation;

/// <summary>What <c>evaluate</c> prints: one result per set and variant, and how far each variant is from the first.</summary>
/// <param name="Bundle">Name and version of the bundle.</param>
/// <param name="Results">One per set and variant, the variants of a set side by side.</param>
internal sealed record EvaluationReport(string Bundle, IReadOnlyList<SetResult> Results)
{
    private static readonly JsonSerializerOptions Layout = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        WriteIndented = true,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    };

    /// <summary>The report of a bundle.</summary>
    public static EvaluationReport Of(BundleManifest manifest, IReadOnlyList<SetResult> results) =>
        new($"{manifest.Name} {manifest.Version}", results);

    /// <summary>Points between a result and that of the first variant on the same set; null for the first itself.</summary>
    public double? Difference(SetResult result)
    {
        SetResult first = Results.First(other => other.Set == result.Set);
        return ReferenceEquals(first, result) ? null : result.Percent - first.Percent;
    }

    /// <summary>The report for people.</summary>
    public Table ToTable()
    {
        Table table = new Table().Title(Bundle.EscapeMarkup())
            .AddColumn(new TableColumn("set").NoWrap())
            .AddColumn(new TableColumn("variant").NoWrap());
        foreach (string figure in (ReadOnlySpan<string>)["n", "right", "%", "points", "confidence", "p50 ms"])
        {
            table.AddColumn(new TableColumn(figure).RightAligned());
        }

        foreach (SetResult result in Results)
        {
            table.AddRow(
                result.Set.EscapeMarkup(),
                result.Variant.EscapeMarkup(),
                $"{result.Count}",
                $"{result.Right}",
                $"{result.Percent:F1}",
                Difference(result) is { } points ? $"{points:+0.0;-0.0;0.0}" : "",
                $"{result.Confidence:F3}",
                $"{result.LatencyMs:F2}");
        }

        return table;
    }

    /// <summary>The report for programs.</summary>
    public string ToJson() => JsonSerializer.Serialize(
        new
        {
            Bundle,
            Sets = Results.Select(result => new
            {
                result.Set,
                result.Variant,
                N = result.Count,
                result.Right,
                Percent = Math.Round(result.Percent, 2),
                LeftOut = result.LeftOut == 0 ? (int?)null : result.LeftOut,
                Points = Difference(result) is { } points ? Math.Round(points, 2) : (double?)null,
                Confidence = Math.Round(result.Confidence, 4),
                LatencyP50Ms = Math.Round(result.LatencyMs, 3),
            }),
        },
        Layout);
}
