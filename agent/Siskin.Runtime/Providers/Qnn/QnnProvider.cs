using Microsoft.ML.OnnxRuntime;

namespace Siskin.Runtime.Providers.Qnn;

/// <summary>
/// Qualcomm's Hexagon NPU, by ONNX Runtime's QNN execution provider: a library of its own, and graphs of fixed shapes
/// that are compiled for the device once.
/// </summary>
internal sealed class QnnProvider : ExecutionProvider
{
    /// <summary>The name under which the library publishes itself; it refuses any other.</summary>
    public const string OrtName = "QNNExecutionProvider";

    /// <summary>The library in this process.</summary>
    public static ProviderLibrary Loaded { get; } =
        new(OrtName, OrtHardwareDeviceType.NPU, "the device's /dev/fastrpc-cdsp*");

    public override string Name => "qnn";

    public override string Hardware => "NPU";

    public override bool NeedsFixedShapes => true;

    public override ProviderFile Library { get; } =
        new(
            OperatingSystem.IsWindows() ? "onnxruntime_providers_qnn.dll" : "libonnxruntime_providers_qnn.so",
            ["/usr/lib/siskin/qnn", AppContext.BaseDirectory]
        );

    public override IReadOnlyList<ProviderOption> Options => All;

    /// <summary>The options; names and values are those that onnxruntime_c_api.h 1.31 documents.</summary>
    public static IReadOnlyList<ProviderOption> All { get; } =
    [
        new("backend_path", ProviderOptionKind.File),
        ProviderOption.OfChoice(
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
        ProviderOption.OfRange("rpc_control_latency", 0, 1_000_000) with
        {
            OnlyRunning = true,
        },
        ProviderOption.OfRange("htp_graph_finalization_optimization_mode", 0, 3),
        ProviderOption.OfRange("vtcm_mb", 0, 64),
        new("offload_graph_io_quantization", ProviderOptionKind.Flag),
        new("enable_htp_shared_memory_allocator", ProviderOptionKind.Flag) { OnlyRunning = true },
        ProviderOption.OfRange("soc_model", 0, 100_000),
        ProviderOption.OfChoice("htp_arch", "0", "68", "69", "73", "75", "79", "81"),
        ProviderOption.OfChoice("qnn_context_priority", "low", "normal", "normal_high", "high") with
        {
            OnlyRunning = true,
        },
        new("enable_htp_spill_fill_buffer", ProviderOptionKind.Flag),
    ];

    public override string Probe(ProviderSettings settings) => $"{Loaded.Open(settings.Library)}";

    public override void Unload() => Loaded.Close();

    internal override IGraphSessions Open(GraphSource graphs, SessionSettings session, ProviderSettings? settings) =>
        new QnnSessions(graphs, settings!, Loaded.Open(settings!.Library));

    /// <summary>
    /// The options as the provider gets them. The backend library beside the provider is named by its absolute path,
    /// because that also tells the DSP's loader where to look for the skeleton library.
    /// </summary>
    public static Dictionary<string, string> OptionsOf(ProviderSettings settings)
    {
        var options = new Dictionary<string, string>(settings.Options, StringComparer.Ordinal);
        var backend = Path.Combine(
            Path.GetDirectoryName(Path.GetFullPath(settings.Library))!,
            OperatingSystem.IsWindows() ? "QnnHtp.dll" : "libQnnHtp.so"
        );
        if (!options.ContainsKey("backend_path") && File.Exists(backend))
            options["backend_path"] = backend;
        return options;
    }
}
