namespace Siskin.Runtime.Providers;

/// <summary>
/// An option of the QNN execution provider that may be configured, by the provider's own name. Names and values are
/// those that <c>onnxruntime_c_api.h</c> 1.31 documents for the provider.
/// </summary>
/// <param name="Name">The provider's name for it.</param>
/// <param name="Kind">What a value looks like.</param>
public sealed record QnnOption(string Name, QnnOptionKind Kind)
{
    /// <summary>The allowed values of a <see cref="QnnOptionKind.Choice"/>.</summary>
    public IReadOnlyList<string> Choices { get; private init; } = [];

    /// <summary>The allowed whole numbers of a <see cref="QnnOptionKind.Number"/>, both ends included.</summary>
    public (int Min, int Max) Range { get; private init; }

    /// <summary>
    /// Whether another value leaves a compiled context as it is: options of the running session only.
    /// </summary>
    public bool OnlyRunning { get; private init; }

    /// <summary>Every option.</summary>
    public static IReadOnlyList<QnnOption> All { get; } =
    [
        new("backend_path", QnnOptionKind.File),
        OfChoice(
            "htp_performance_mode",
            "default",
            "burst",
            "sustained_high_performance",
            "high_performance",
            "balanced",
            "low_balanced",
            "high_power_saver",
            "power_saver",
            "low_power_saver",
            "extreme_power_saver"
        ) with
        {
            OnlyRunning = true,
        },
        OfRange("rpc_control_latency", 0, 1_000_000) with
        {
            OnlyRunning = true,
        },
        OfRange("htp_graph_finalization_optimization_mode", 0, 3),
        OfRange("vtcm_mb", 0, 64),
        new("offload_graph_io_quantization", QnnOptionKind.Flag),
        new("enable_htp_shared_memory_allocator", QnnOptionKind.Flag) { OnlyRunning = true },
        OfRange("soc_model", 0, 100_000),
        OfChoice("htp_arch", "0", "68", "69", "73", "75", "79", "81"),
        OfChoice("qnn_context_priority", "low", "normal", "normal_high", "high") with
        {
            OnlyRunning = true,
        },
        new("enable_htp_spill_fill_buffer", QnnOptionKind.Flag),
    ];

    private static QnnOption OfChoice(string name, params string[] choices) =>
        new(name, QnnOptionKind.Choice) { Choices = choices };

    private static QnnOption OfRange(string name, int min, int max) =>
        new(name, QnnOptionKind.Number) { Range = (min, max) };
}

/// <summary>What the value of a provider option looks like.</summary>
public enum QnnOptionKind
{
    /// <summary>Path of a file.</summary>
    File,

    /// <summary>One of several texts.</summary>
    Choice,

    /// <summary>A whole number.</summary>
    Number,

    /// <summary>Yes or no, which the provider reads as <c>1</c> and <c>0</c>.</summary>
    Flag,
}
