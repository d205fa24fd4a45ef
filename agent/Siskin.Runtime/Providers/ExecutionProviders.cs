using Microsoft.ML.OnnxRuntime;
using Siskin.Runtime.Bundles;
using Siskin.Runtime.Inference;

namespace Siskin.Runtime.Providers;

/// <summary>The execution providers that variants may run on.</summary>
public static class ExecutionProviders
{
    /// <summary>The provider that is always there.</summary>
    public const string Cpu = "cpu";

    /// <summary>Qualcomm's NPU.</summary>
    public const string Qnn = "qnn";

    /// <summary>
    /// Processors with AVX2 but without VNNI add two products of an unsigned and a signed byte in 16 bits, which
    /// saturates: int8 logits were 14 % off. With this, ONNX Runtime gives exactly those unsigned weights instead.
    /// </summary>
    public static void UseExactInt8(SessionOptions options) =>
        options.AddSessionConfigEntry("session.x64quantprecision", "1");

    /// <summary>Opens graphs on the provider of a variant.</summary>
    /// <exception cref="BundleException">The variant is for the NPU, and it is not said how to reach one.</exception>
    /// <exception cref="NpuException">The NPU cannot be reached.</exception>
    internal static IGraphSessions SessionsFor(
        Bundle bundle,
        BundleVariant variant,
        int threads,
        bool spin,
        EngineOptions engine
    )
    {
        // Before any options: they would otherwise make an environment without a pool.
        ComputeEnvironment.Ensure(threads, spin);
        if (variant.Provider == Cpu || engine.EvaluateOnCpu)
            return new CpuSessions(bundle, threads, spin, asWritten: variant.Provider != Cpu);

        // Never on the CPU in service: there a 16 bit graph takes a hundred times as long as the int8 variant.
        return engine.Npu is { } npu
            ? new NpuSessions(bundle, npu, ProviderLibrary.Open(npu.Library))
            : throw new BundleException(
                $"Variant '{variant.Id}' runs on the execution provider '{variant.Provider}' only, whose "
                    + $"library {NpuSettings.LibraryName} "
                    + $"is neither given nor in {string.Join(" or ", NpuSettings.SearchFolders)}."
            );
    }

    /// <summary>Session options for the CPU.</summary>
    /// <param name="threads">Threads of the compute pool.</param>
    /// <param name="spin">Whether they spin.</param>
    /// <param name="asWritten"> Compute operator by operator: fused, the quantized operators would compute something
    /// else than another provider does.
    /// </param>
    internal static SessionOptions CpuOptions(int threads, bool spin, bool asWritten)
    {
        var options = new SessionOptions
        {
            GraphOptimizationLevel = asWritten
                ? GraphOptimizationLevel.ORT_DISABLE_ALL
                : GraphOptimizationLevel.ORT_ENABLE_ALL,

            // A memory plan is kept for every input shape ever seen, and no two frames and texts are the same:
            // after 6000 mixed requests 75 MB instead of 91 MB were resident, at the same speed.
            EnableMemoryPattern = false,
        };
        ComputeEnvironment.Use(options, threads, spin);

        // Weights are copied once at load; outside of the arena they do not make it grow by powers of two.
        options.AddSessionConfigEntry("session.use_device_allocator_for_initializers", "1");
        UseExactInt8(options);
        return options;
    }

    /// <summary>
    /// Whether ONNX Runtime reported an error. Codes that its C# library does not know come as KeyNotFoundException.
    /// </summary>
    internal static bool IsRuntimeError(Exception error) => error is OnnxRuntimeException or KeyNotFoundException;
}
