using Siskin.Models.Export.Graphs;

namespace Siskin.Models.Export;

/// <summary>A variant that the exporter can write.</summary>
/// <param name="Id">Its id in the manifest, also its folder in the bundle.</param>
/// <param name="Provider">The execution provider it is meant for.</param>
/// <param name="Precision">How its weights are stored.</param>
internal sealed record BundleVariantPlan(string Id, string Provider, GraphPrecision Precision)
{
    /// <summary>
    /// Whether its graphs have fixed shapes and 16-bit activations, whose ranges have to be calibrated.
    /// </summary>
    public bool FixedShapes { get; init; }

    /// <summary>
    /// Whether large float weights are stored as 16-bit floats, from which the runtime makes 32-bit ones when it loads
    /// a graph.
    /// </summary>
    public bool HalfWeights { get; init; }

    /// <summary>
    /// Whether only evaluation runs it, to compare the others with: no device takes it, and no bundle in git has it.
    /// </summary>
    public bool ForEvaluation { get; init; }

    /// <summary>Whether only a comparison of architectures wants it.</summary>
    public bool ForComparison { get; init; }

    /// <summary>
    /// Whether it is written only where it is asked for: what it costs in accuracy is the model's own.
    /// </summary>
    public bool OnRequest { get; init; }

    /// <summary>Every variant, in the order of the manifest: the agent takes the first one for the CPU.</summary>
    public static IReadOnlyList<BundleVariantPlan> All { get; } =
    [
        new("cpu-int8", "cpu", GraphPrecision.Int8),
        new("cpu-int4", "cpu", GraphPrecision.Int4) { OnRequest = true },
        new("cpu-int8-alike", "cpu", GraphPrecision.Int8Alike) { ForEvaluation = true, ForComparison = true },
        new("cpu-int4-alike", "cpu", GraphPrecision.Int4Alike) { ForEvaluation = true, ForComparison = true },
        new("cpu-fp32", "cpu", GraphPrecision.Float32) { HalfWeights = true, ForEvaluation = true },
        new("qnn-a16w8", "qnn", GraphPrecision.A16W8) { FixedShapes = true },
    ];

    /// <summary>The variants that every bundle has: those that need no calibration.</summary>
    public static IReadOnlyList<BundleVariantPlan> Usual { get; } =
    [.. All.Where(plan => plan is { FixedShapes: false, ForComparison: false, OnRequest: false })];

    /// <summary>Whether a device may run the variant of an id; one that is unknown here may be anything.</summary>
    public static bool RunsOnDevices(string id) => All.All(plan => plan.Id != id || !plan.ForEvaluation);

    /// <summary>The variants of these ids, in the manifest's order.</summary>
    /// <exception cref="ArgumentException">An id is unknown.</exception>
    public static IReadOnlyList<BundleVariantPlan> Named(params IReadOnlyCollection<string> ids)
    {
        foreach (var id in ids)
        {
            if (!All.Any(plan => plan.Id == id))
            {
                var known = string.Join(", ", All.Select(plan => plan.Id));
                throw new ArgumentException($"unknown variant '{id}'; there are {known}", nameof(ids));
            }
        }

        return [.. All.Where(plan => ids.Contains(plan.Id))];
    }
}
