using System.CommandLine;
using Siskin.Models.Export;

namespace Siskin.Models.Commands;

/// <summary>The option <c>--variants</c> of the commands that write bundles.</summary>
internal static class VariantOption
{
    public static Option<string[]> Create() =>
        new("--variants")
        {
            Description = $"Variants to write: {string.Join(", ", BundleVariantPlan.All.Select(plan => plan.Id))}.",
            DefaultValueFactory = _ => [.. BundleVariantPlan.Usual.Select(plan => plan.Id)],
            AllowMultipleArgumentsPerToken = true,
        };
}
