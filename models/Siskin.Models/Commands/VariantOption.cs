using System.CommandLine;
using Siskin.Models.Export;

namespace Siskin.Models.Commands;

/// <summary>The options <c>--variants</c> and <c>--full-weights</c> of the commands that write bundles.</summary>
internal static class VariantOption
{
    public static Option<string[]> Create() => new("--variants")
    {
        Description = $"Variants to write: {string.Join(", ", BundleVariantPlan.All.Select(plan => plan.Id))}.",
        DefaultValueFactory = _ => [.. BundleVariantPlan.Usual.Select(plan => plan.Id)],
        AllowMultipleArgumentsPerToken = true,
    };

    public static Option<bool> CreateFull() => new("--full-weights")
    {
        Description = "Store the weights of cpu-fp32 as 32-bit floats: twice the file. Without it, large ones are rounded to "
            + "16-bit floats, which become 32-bit ones when the graph is loaded.",
    };

    /// <summary>The variants that the options ask for.</summary>
    /// <exception cref="ArgumentException">An id is unknown.</exception>
    public static IReadOnlyList<BundleVariantPlan> Plans(IReadOnlyCollection<string> ids, bool full) =>
        [.. BundleVariantPlan.Named(ids).Select(plan => full ? plan with { HalfWeights = false } : plan)];
}
