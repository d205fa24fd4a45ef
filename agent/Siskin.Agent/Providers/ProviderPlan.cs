using Siskin.Agent.Configuration;
using Siskin.Runtime.Bundles;
using Siskin.Runtime.Providers;

namespace Siskin.Agent.Providers;

/// <summary>Which variants of a bundle a configuration runs, and on what.</summary>
/// <param name="Cpu">The variant that the CPU runs, or null when it is not to answer.</param>
/// <param name="Npu">The variant that the NPU runs, or null when it is not used.</param>
/// <param name="Library">Path of the provider's library; null exactly when <paramref name="Npu"/> is.</param>
/// <param name="FallbackReason">Why the NPU is not used although it was asked for, or null.</param>
internal sealed record ProviderPlan(BundleVariant? Cpu, BundleVariant? Npu, string? Library, string? FallbackReason)
{
    private static readonly string Missing =
        $"there is no {NpuSettings.LibraryName} in {string.Join(" or ", NpuSettings.SearchFolders)}";

    /// <summary>The plan for a configuration.</summary>
    /// <exception cref="BundleException">Configuration and bundle do not fit each other.</exception>
    /// <exception cref="NpuException">The NPU is wanted, and its provider is not installed.</exception>
    public static ProviderPlan Of(Bundle bundle, AgentConfig config)
    {
        var given = config.Bundle.Variant is { } id ? bundle.Variant(id) : null;
        var npu =
            given is null ? bundle.Manifest.Variants.FirstOrDefault(IsForNpu)
            : IsForNpu(given) ? given
            : null;
        var library = config.Npu.Library ?? NpuSettings.FindLibrary();
        return config.Engine.Provider switch
        {
            ProviderChoice.Cpu => given is not null && npu == given
                ? throw Error("cpu", $"cannot run [bundle] variant = \"{given.Id}\", which is for the NPU")
                : new ProviderPlan(given ?? bundle.Variant(null), null, null, null),
            ProviderChoice.Qnn => npu is null
                ? throw Error(
                    "qnn",
                    given is null
                        ? $"needs a variant for it, and bundle '{bundle.Folder}' has {Ids(bundle)}"
                        : $"cannot run [bundle] variant = \"{given.Id}\", which is for the CPU"
                )
            : library is null
                ? throw new NpuException(
                    NpuFailure.Library,
                    $"[engine] provider = \"qnn\" needs the provider's library, and {Missing}; install it or "
                        + "give [qnn] library."
                )
            : new ProviderPlan(null, npu, library, null),
            _ => npu is null || library is null
                ? new ProviderPlan(
                    given is not null && npu is null ? given : bundle.Variant(null),
                    null,
                    null,
                    // A device without the library is no device whose NPU failed, unless the NPU was asked for.
                    given is not null
                    && npu == given
                        ? $"The variant '{given.Id}' is for the NPU, and {Missing}."
                        : null
                )
                : new ProviderPlan(bundle.Variant(null), npu, library, null),
        };
    }

    /// <summary>The plan in words.</summary>
    public override string ToString() =>
        (Npu, Cpu) switch
        {
            (null, _) => $"{Cpu!.Id} on the CPU" + (FallbackReason is null ? "" : $" ({FallbackReason})"),
            (_, null) => $"{Npu.Id} on the NPU or no answer",
            _ => $"{Npu.Id} on the NPU while it works, otherwise {Cpu.Id} on the CPU",
        };

    private static bool IsForNpu(BundleVariant variant) => variant.Provider == ExecutionProviders.Qnn;

    private static string Ids(Bundle bundle) =>
        string.Join(", ", bundle.Manifest.Variants.Select(variant => variant.Id));

    private static BundleException Error(string provider, string problem) =>
        new($"[engine] provider = \"{provider}\" {problem}.");
}
