using System.Text.Json;
using System.Text.Json.Serialization;
using Siskin.Models.Evaluation.Calibration;
using Siskin.Runtime.Bundles;
using Spectre.Console;

namespace Siskin.Models.Evaluation;

/// <summary>
/// What <c>evaluate</c> prints: one result per set and variant, and how far each variant is from the first.
/// </summary>
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

    private static readonly string[] Figures =
    [
        "n",
        "right",
        "%",
        "points",
        "sure",
        "sure %",
        "ECE",
        "refused %",
        "p50 ms",
    ];

    /// <summary>The report of a bundle.</summary>
    public static EvaluationReport Of(BundleManifest manifest, IReadOnlyList<SetResult> results) =>
        new($"{manifest.Name} {manifest.Version}", results);

    /// <summary>
    /// Points between a result and that of the first variant on the same set; null for the first itself.
    /// </summary>
    public double? Difference(SetResult result)
    {
        var first = Results.First(other => other.Set == result.Set);
        return ReferenceEquals(first, result) ? null : result.Percent - first.Percent;
    }

    /// <summary>One result per variant over all sets, without a latency, which would mean nothing.</summary>
    public IEnumerable<SetResult> Overall() =>
        Results
            .GroupBy(result => result.Variant)
            .Select(variant =>
            {
                var count = variant.Sum(result => result.Count);
                var confidence = variant.Sum(result => result.Confidence * result.Count) / Math.Max(1, count);
                return new SetResult("all sets", variant.Key, count, variant.Sum(result => result.Right), confidence, 0)
                {
                    Answers = [.. variant.SelectMany(result => result.Answers)],
                    LeftOut = variant.Sum(result => result.LeftOut),
                    Readable = variant.Sum(result => result.Readable),
                    Refused = variant.Sum(result => result.Refused),
                };
            });

    /// <summary>The report for people.</summary>
    public Table ToTable()
    {
        var table = new Table()
            .Title(Bundle.EscapeMarkup())
            .AddColumn("set")
            .AddColumn(new TableColumn("variant").NoWrap());
        foreach (var figure in Figures)
            table.AddColumn(new TableColumn(figure).RightAligned().NoWrap());
        foreach (var result in Results)
            AddRow(table, result, Difference(result), $"{result.LatencyMs:F2}");
        if (Results.Select(result => result.Set).Distinct().Count() > 1)
        {
            foreach (var all in Overall())
                AddRow(table, all, null, "");
        }

        var leftOut = Overall().FirstOrDefault()?.LeftOut ?? 0;
        var note =
            $"sure: confidence of {Reliability.SureFrom} and more; refused: readable frames called unreadable"
            + (leftOut == 0 ? "" : $"; left out as broken or ambiguous: {leftOut}");
        return table.Caption(note);
    }

    /// <summary>The report for programs.</summary>
    public string ToJson() =>
        JsonSerializer.Serialize(
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
                    result.Readable,
                    result.Refused,
                    RefusedPercent = Rounded(result.RefusedPercent, 2),
                    Points = Rounded(Difference(result), 2),
                    Confidence = Math.Round(result.Confidence, 4),
                    Reliability = Of(result.Reliability),
                    LatencyP50Ms = Math.Round(result.LatencyMs, 3),
                }),
                Overall = Overall()
                    .Select(all => new
                    {
                        all.Variant,
                        N = all.Count,
                        all.Right,
                        Percent = Math.Round(all.Percent, 2),
                        all.Readable,
                        all.Refused,
                        RefusedPercent = Rounded(all.RefusedPercent, 2),
                        Reliability = Of(all.Reliability),
                    }),
            },
            Layout
        );

    private static void AddRow(Table table, SetResult result, double? points, string latency)
    {
        var reliability = result.Reliability;
        table.AddRow(
            result.Set.EscapeMarkup(),
            result.Variant.EscapeMarkup(),
            $"{result.Count}",
            $"{result.Right}",
            $"{result.Percent:F1}",
            points is { } difference ? $"{difference:+0.0;-0.0;0.0}" : "",
            $"{reliability.Sure}",
            reliability.SurePercent is { } percent ? $"{percent:F1}" : "",
            $"{reliability.Error:F3}",
            result.RefusedPercent is { } refused ? $"{refused:F1}" : "",
            latency
        );
    }

    private static object Of(Reliability reliability) =>
        new
        {
            reliability.Sure,
            SurePercent = Rounded(reliability.SurePercent, 2),
            CalibrationError = Math.Round(reliability.Error, 4),
        };

    private static double? Rounded(double? value, int digits) =>
        value is { } number ? Math.Round(number, digits) : null;
}
