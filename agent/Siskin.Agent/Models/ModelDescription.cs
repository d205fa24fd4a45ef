using Siskin.Agent.Wire;
using Siskin.Runtime.Bundles;

namespace Siskin.Agent.Models;

/// <summary>What a loaded model says about itself.</summary>
/// <param name="Bundle">Name of the bundle.</param>
/// <param name="Version">Version of the bundle.</param>
/// <param name="Variant">Id of the variant that runs.</param>
/// <param name="Provider">Execution provider that runs it.</param>
/// <param name="FallbackReason">Why this is not the variant that was asked for, or null.</param>
/// <param name="Images">Whether it reads frames.</param>
/// <param name="Tasks">What it was trained to do.</param>
/// <param name="MaxInputTokens">Longest input: patches plus text tokens.</param>
/// <param name="MaxOutputTokens">Longest answer in tokens.</param>
internal sealed record ModelDescription(
    string Bundle,
    string Version,
    string Variant,
    string Provider,
    string? FallbackReason,
    bool Images,
    IReadOnlyList<BundleTask> Tasks,
    int MaxInputTokens,
    int MaxOutputTokens
)
{
    /// <summary>The NPU and its provider's version, or null.</summary>
    public string? Npu { get; init; }

    /// <summary>Why what helps where the model is not sure does not all work at present, or null.</summary>
    public string? HelpersProblem { get; init; }

    /// <summary>Where the nodes of the graphs run; empty where all run on the CPU.</summary>
    public IReadOnlyList<InfoPlacement> Placement { get; init; } = [];

    /// <summary>The description of a bundle's variant.</summary>
    public static ModelDescription Of(BundleManifest manifest, BundleVariant variant, string provider) =>
        new(
            manifest.Name,
            manifest.Version,
            variant.Id,
            provider,
            null,
            manifest.Vision is not null,
            manifest.Tasks,
            manifest.Model.MaxInputTokens,
            manifest.Model.MaxOutputTokens
        );
}
