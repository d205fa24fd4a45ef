using Siskin.Agent.Configuration;
using Siskin.Runtime.Bundles;
using Siskin.Runtime.Providers;

namespace Siskin.Agent.Providers;

/// <summary>Which variants of a bundle a configuration runs, and on what.</summary>
/// <param name="Cpu">The variant that the CPU runs, or null when it is not to answer.</param>
/// <param name="Npu">The variant that an accelerator runs, or null when none is used.</param>
/// <param name="FallbackReason">Why no accelerator is used although one was asked for, or null.</param>
internal sealed record ProviderPlan(BundleVariant? Cpu, BundleVariant? Npu, string? FallbackReason)
{
    /// <summary>The provider of <see cref="Npu"/>; null exactly when that is.</summary>
    public ExecutionProvider? Accelerator { get; private init; }

    /// <summary>Path of the library of <see cref="Accelerator"/>; null when that is, or needs none.</summary>
    public string? Library { get; private init; }

    /// <summary>The plan for a configuration.</summary>
    /// <exception cref="BundleException">Configuration and bundle do not fit each other.</exception>
    /// <exception cref="NpuException">An accelerator is wanted, and its provider is not installed.</exception>
    public static ProviderPlan Of(Bundle bundle, AgentConfig config)
    {
        var given = config.Bundle.Variant is { } id ? bundle.Variant(id) : null;
        return config.Engine.Provider is not { } name ? BestOf(bundle, given, config)
            : bundle.Providers.Find(name) is { IsAccelerator: true } wanted ? OnlyOn(wanted, bundle, given, config)
            : OnCpu(bundle, given);
    }

    /// <summary>The plan in words.</summary>
    public override string ToString() =>
        (Npu, Cpu) switch
        {
            (null, _) => $"{Cpu!.Id} on the CPU" + (FallbackReason is null ? "" : $" ({FallbackReason})"),
            (_, null) => $"{Npu.Id} on the {Accelerator!.Hardware} or no answer",
            _ => $"{Npu.Id} on the {Accelerator!.Hardware} while it works, otherwise {Cpu.Id} on the CPU",
        };

    private static ProviderPlan OnCpu(Bundle bundle, BundleVariant? given) =>
        given is not null && bundle.ProviderOf(given) is { IsAccelerator: true } made
            ? throw Error(
                bundle.Providers.Cpu,
                $"cannot run [bundle] variant = \"{given.Id}\", which is for the {made.Hardware}"
            )
            : new ProviderPlan(given ?? bundle.Variant(null), null, null);

    private static ProviderPlan OnlyOn(
        ExecutionProvider wanted,
        Bundle bundle,
        BundleVariant? given,
        AgentConfig config
    )
    {
        if (given is not null && given.Provider != wanted.Name)
            throw Error(
                wanted,
                $"cannot run [bundle] variant = \"{given.Id}\", which is for the {bundle.ProviderOf(given).Hardware}"
            );
        var variant =
            given
            ?? bundle.Manifest.Variants.FirstOrDefault(one => one.Provider == wanted.Name)
            ?? throw Error(wanted, $"needs a variant for it, and bundle '{bundle.Folder}' has {Ids(bundle)}");
        return IsThere(wanted, config, out var library)
            ? new ProviderPlan(null, variant, null) { Accelerator = wanted, Library = library }
            : throw new NpuException(
                NpuFailure.Library,
                $"[engine] provider = \"{wanted.Name}\" needs the provider's library, and there is no "
                    + $"{wanted.Library}; install it or give [{wanted.Name}] library."
            );
    }

    // A device without a library is no device whose accelerator failed, unless the accelerator was asked for.
    private static ProviderPlan BestOf(Bundle bundle, BundleVariant? given, AgentConfig config)
    {
        foreach (var variant in given is null ? bundle.Manifest.Variants : [given])
        {
            var provider = bundle.ProviderOf(variant);
            if (provider.IsAccelerator && IsThere(provider, config, out var library))
                return new ProviderPlan(bundle.Variant(null), variant, null)
                {
                    Accelerator = provider,
                    Library = library,
                };
        }
        return given is not null && bundle.ProviderOf(given) is { IsAccelerator: true } missing
            ? new ProviderPlan(
                bundle.Variant(null),
                null,
                $"The variant '{given.Id}' is for the {missing.Hardware}, and there is no {missing.Library}."
            )
            : new ProviderPlan(given ?? bundle.Variant(null), null, null);
    }

    private static bool IsThere(ExecutionProvider provider, AgentConfig config, out string? library)
    {
        library = config.Accelerators.GetValueOrDefault(provider.Name)?.Library ?? provider.Library?.Find();
        return library is not null || provider.Library is null;
    }

    private static string Ids(Bundle bundle) =>
        string.Join(", ", bundle.Manifest.Variants.Select(variant => variant.Id));

    private static BundleException Error(ExecutionProvider provider, string problem) =>
        new($"[engine] provider = \"{provider.Name}\" {problem}.");
}
