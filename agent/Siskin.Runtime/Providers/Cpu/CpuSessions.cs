using Microsoft.ML.OnnxRuntime;

namespace Siskin.Runtime.Providers.Cpu;

/// <summary>Opens graphs on the CPU.</summary>
internal sealed class CpuSessions(GraphSource graphs, SessionSettings settings) : IGraphSessions
{
    private readonly SessionOptions _options = Options(settings);

    public IReadOnlyList<GraphPlacement> Placement => [];

    public string? Device => null;

    public bool Compiled => false;

    public InferenceSession Open(string file) => new(graphs.PathOf(file), _options);

    public void Finish() { }

    public void Forget() { }

    public void Dispose() => _options.Dispose();

    /// <summary>
    /// Processors with AVX2 but without VNNI add two products of an unsigned and a signed byte in 16 bits, which
    /// saturates: int8 logits were 14 % off. With this, ONNX Runtime gives exactly those unsigned weights instead.
    /// </summary>
    public static void UseExactInt8(SessionOptions options) =>
        options.AddSessionConfigEntry("session.x64quantprecision", "1");

    private static SessionOptions Options(SessionSettings settings)
    {
        var options = new SessionOptions
        {
            GraphOptimizationLevel = settings.AsWritten
                ? GraphOptimizationLevel.ORT_DISABLE_ALL
                : GraphOptimizationLevel.ORT_ENABLE_ALL,

            // A memory plan is kept for every input shape ever seen, and no two frames and texts are the same:
            // after 6000 mixed requests 75 MB instead of 91 MB were resident, at the same speed.
            EnableMemoryPattern = false,
        };
        ComputeEnvironment.Use(options, settings.Threads, settings.Spin);

        // Weights are copied once at load; outside of the arena they do not make it grow by powers of two.
        options.AddSessionConfigEntry("session.use_device_allocator_for_initializers", "1");
        UseExactInt8(options);
        return options;
    }
}
