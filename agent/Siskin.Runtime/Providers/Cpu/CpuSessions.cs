using Microsoft.ML.OnnxRuntime;

namespace Siskin.Runtime.Providers.Cpu;

/// <summary>Opens graphs on the CPU.</summary>
internal sealed class CpuSessions(GraphSource graphs, SessionSettings settings) : IGraphSessions
{
    private const string Processors = "/proc/cpuinfo";

    private static readonly bool AddsExactly = HasVnni();

    private readonly SessionOptions _options = Options(settings);
    private bool _lean;

    public IReadOnlyList<GraphPlacement> Placement => [];

    public string? Device => null;

    public bool Compiled => false;

    public InferenceSession Open(string file)
    {
        var path = graphs.PathOf(file);
        // A lean graph and its weights are read one after the other; both must be of the same file.
        var stamp = Stamp(path);
        if (!OperatingSystem.IsLinux() || LeanGraph.Of(path) is not { } lean)
            return new InferenceSession(path, _options);
        _lean = true;
        using var options = Options(settings);
        options.AddSessionConfigEntry(
            "session.model_external_initializers_file_folder_path",
            Path.GetDirectoryName(path)!
        );
        var session = new InferenceSession(lean, options);
        try
        {
            using var mapped = new MappedFile(path);
            if (!mapped.IsMappedElsewhere && Stamp(path) == stamp)
                return session;
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException or InvalidDataException)
        {
            // It is gone or is another file: opened as it is, it says so.
        }

        session.Dispose();
        OpenedAsTheyAre++;
        return new InferenceSession(path, _options);
    }

    /// <summary>Large graphs opened with all they hold, because their file would have stayed mapped.</summary>
    internal int OpenedAsTheyAre { get; private set; }

    public void Finish()
    {
        if (_lean)
            GC.Collect(); // what is left of them is tens of megabytes, and nothing else would soon ask for room
        if (settings.Seldom)
            NativeHeap.Trim();
    }

    public void Forget() { }

    public void Dispose() => _options.Dispose();

    /// <summary>
    /// Processors with AVX2 but without VNNI add two products of an unsigned and a signed byte in 16 bits, which
    /// saturates: int8 logits were 14 % off. With this, ONNX Runtime gives exactly those unsigned weights instead. It
    /// would do so on any processor, for the same products, and 1.2 s of a 330 M model's start.
    /// </summary>
    public static void UseExactInt8(SessionOptions options)
    {
        if (!AddsExactly)
            options.AddSessionConfigEntry("session.x64quantprecision", "1");
    }

    private static (DateTime Written, long Length) Stamp(string path) =>
        new FileInfo(path) is { Exists: true } file ? (file.LastWriteTimeUtc, file.Length) : default;

    // As the system shows it: not where the processor has it and the system does not keep its registers.
    private static bool HasVnni() =>
        OperatingSystem.IsLinux()
        && File.Exists(Processors)
        && File.ReadLines(Processors)
            .FirstOrDefault(line => line.StartsWith("flags", StringComparison.Ordinal))
            ?.Split(' ')
            .Contains("avx512_vnni") == true;

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

        // Kernels pack their weights side by side.
        options.AddSessionConfigEntry("session.prepack.enable_parallel", "1");
        return options;
    }
}
