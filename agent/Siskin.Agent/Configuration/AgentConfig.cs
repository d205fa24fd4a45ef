using System.Net;
using Microsoft.Extensions.Logging;
using Siskin.Agent.Wire;
using Siskin.Runtime.Inference;

namespace Siskin.Agent.Configuration;

/// <summary>
/// Everything the configuration file states, validated, with defaults filled in and paths made absolute.
/// </summary>
internal sealed record AgentConfig(
    AgentSection Agent,
    BundleSection Bundle,
    EngineSection Engine,
    IReadOnlyDictionary<string, NpuSection> Accelerators,
    BrokerSection Broker,
    LimitsSection Limits,
    StateSection State,
    RepliesSection Replies,
    TelemetrySection Telemetry,
    MetricsSection Metrics,
    LogSection Log,
    HomeAssistantSection HomeAssistant,
    UpdatesSection Updates,
    SensorsSection Sensors,
    IReadOnlyList<WatchSection> Watches
);

/// <param name="Device">Topic level that names this device.</param>
/// <param name="Root">First level or levels of every topic.</param>
/// <param name="Pools">Pools whose requests this device takes part in answering.</param>
internal sealed record AgentSection(string Device, string Root, IReadOnlyList<string> Pools);

/// <param name="Path">Folder of the bundle.</param>
/// <param name="Variant">Id of the variant to run, or null for the best one that this device can run.</param>
/// <param name="PublicKeyFile">PEM file with the key that must have signed the bundle, or null for any bundle.</param>
internal sealed record BundleSection(string Path, string? Variant, string? PublicKeyFile);

/// <param name="Threads">Most threads that answer; 0: one for each core, of a single inference at most 4.</param>
/// <param name="Spinning">Whether threads spin between the operators of a running inference: faster, warmer; null: by
/// the model.</param>
/// <param name="Provider">
/// Name of the execution provider that alone may answer, or null: an accelerator while it works, otherwise the CPU.
/// </param>
/// <param name="CacheBytes">Bytes for what vision and encoder made of frames and texts; 0 keeps nothing.</param>
/// <param name="Workers">Requests that are answered at once; 0: as many as suit the model.</param>
/// <param name="FreeCores">Cores that are left to others where <paramref name="Threads"/> is 0.</param>
/// <param name="MaxBatch">Most answers of a large model that are decoded together.</param>
/// <param name="Ocr">Whether graphs of the bundle that read print help where the model is not sure.</param>
internal sealed record EngineSection(
    int Threads,
    bool? Spinning,
    string? Provider,
    int CacheBytes,
    int Workers,
    int FreeCores,
    int MaxBatch,
    bool Ocr = true
)
{
    /// <summary>The same for the inference library.</summary>
    public EngineOptions Options =>
        new(null, Threads, Spinning)
        {
            Workers = Workers,
            FreeCores = FreeCores,
            Together = MaxBatch,
            Ocr = Ocr,
        };
}

/// <summary>How an accelerator is used, in the section of its provider's name.</summary>
/// <param name="Library">Path of the provider's library, or null for the first one that is
/// installed.</param>
/// <param name="Options">Options of the provider, by its own names.</param>
/// <param name="CanaryInterval">Time between two checks; zero for none after loading.</param>
/// <param name="MinRetry">Waiting time after a failure that follows another.</param>
/// <param name="MaxRetry">Longest waiting time.</param>
/// <param name="LongestAnswer">An answer that takes longer is given by the CPU.</param>
/// <param name="LeftBehindBytes">Memory that models may leave behind before the NPU is not loaded again.</param>
internal sealed record NpuSection(
    string? Library,
    IReadOnlyDictionary<string, string> Options,
    TimeSpan CanaryInterval,
    TimeSpan MinRetry,
    TimeSpan MaxRetry,
    TimeSpan LongestAnswer,
    long LeftBehindBytes
);

/// <param name="PayloadBytes">Largest request payload.</param>
/// <param name="ImageBytes">Largest encoded frame.</param>
/// <param name="Pixels">Largest frame, width times height.</param>
/// <param name="PromptChars">Longest prompt.</param>
/// <param name="SensorChars">Longest sensor text.</param>
/// <param name="QueueCount">Most requests that wait, are worked on or whose reply is not yet delivered.</param>
/// <param name="QueueBytes">Most bytes that those requests hold.</param>
/// <param name="MaxTokens">Longest reply in tokens, or null for the bundle's own limit.</param>
/// <param name="Deadline">Deadline of a request that carries no message expiry.</param>
/// <param name="RememberedReplies">How many delivered replies are kept for duplicate requests.</param>
/// <param name="RememberedBytes">Most bytes in them.</param>
internal sealed record LimitsSection(
    int PayloadBytes,
    int ImageBytes,
    int Pixels,
    int PromptChars,
    int SensorChars,
    int QueueCount,
    int QueueBytes,
    int? MaxTokens,
    TimeSpan Deadline,
    int RememberedReplies,
    int RememberedBytes
) : RequestLimits(PayloadBytes, ImageBytes, PromptChars, SensorChars);

/// <param name="Folder">Folder of what outlives the process.</param>
/// <param name="Durability">Where replies wait for the broker.</param>
/// <param name="Retention">How long requests without an expiry are recognised.</param>
/// <param name="FileBytes">Largest size of the ledger's file.</param>
internal sealed record StateSection(string Folder, Durability Durability, TimeSpan Retention, int FileBytes);

/// <summary>Where replies wait for the broker; see the sample configuration for what each promises.</summary>
internal enum Durability
{
    /// <summary>In the process.</summary>
    Memory,

    /// <summary>In the state folder.</summary>
    Disk,
}

/// <param name="Topics">Topic filters of the response topics that requests may ask for.</param>
internal sealed record RepliesSection(IReadOnlyList<string> Topics);

/// <param name="Interval">Time between two telemetry messages; zero switches them off.</param>
/// <param name="Window">How far back the percentiles look.</param>
/// <param name="Sensors">Filters of the device's own sensors that telemetry tells of.</param>
internal sealed record TelemetrySection(TimeSpan Interval, TimeSpan Window, IReadOnlyList<string> Sensors);

/// <param name="Prometheus">Address at which metrics are served, or null for none.</param>
/// <param name="Otlp">Collector that metrics are sent to, or null for none.</param>
/// <param name="OtlpInterval">Time between two of these messages.</param>
internal sealed record MetricsSection(IPEndPoint? Prometheus, Uri? Otlp, TimeSpan OtlpInterval)
{
    /// <summary>Whether nobody wants them.</summary>
    public bool IsOff => Prometheus is null && Otlp is null;
}

/// <param name="Level">Lowest level that is written.</param>
internal sealed record LogSection(LogLevel Level);
