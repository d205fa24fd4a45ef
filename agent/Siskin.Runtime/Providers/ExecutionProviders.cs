using Microsoft.ML.OnnxRuntime;
using Siskin.Runtime.Bundles;

namespace Siskin.Runtime.Providers;

/// <summary>Which execution providers this build can run a variant on.</summary>
internal static class ExecutionProviders
{
    /// <summary>The provider that is always there.</summary>
    public const string Cpu = "cpu";

    /// <summary>Session options for a variant, with its provider appended.</summary>
    /// <exception cref="BundleException">The provider is not part of this build.</exception>
    public static SessionOptions OptionsFor(BundleVariant variant, int threads, bool spin, bool evaluateOnCpu = false)
    {
        bool foreign = variant.Provider != Cpu;
        if (foreign && !evaluateOnCpu)
        {
            throw new BundleException(
                $"Variant '{variant.Id}' wants the execution provider '{variant.Provider}'; this build has '{Cpu}'.");
        }

        // Before the options: they would otherwise make an environment without a pool.
        ComputeEnvironment.Ensure(threads, spin);
        var options = new SessionOptions
        {
            // Fused, the quantized operators would compute something else than another provider does.
            GraphOptimizationLevel =
                foreign ? GraphOptimizationLevel.ORT_DISABLE_ALL : GraphOptimizationLevel.ORT_ENABLE_ALL,

            // A memory plan is kept for every input shape ever seen, and no two frames and texts are the same:
            // after 6000 mixed requests 75 MB instead of 91 MB were resident, at the same speed.
            EnableMemoryPattern = false,
        };
        ComputeEnvironment.Use(options, threads, spin);

        // Weights are copied once at load; outside of the arena they do not make it grow by powers of two.
        options.AddSessionConfigEntry("session.use_device_allocator_for_initializers", "1");

        // Processors with AVX2 but without VNNI add two products of an unsigned and a signed byte in 16 bits, which
        // saturates: int8 logits were 14 % off. With this ONNX Runtime gives exactly those unsigned weights instead.
        options.AddSessionConfigEntry("session.x64quantprecision", "1");
        return options;
    }
}
