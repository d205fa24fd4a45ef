using System.Text.Json.Serialization;
using Siskin.Runtime.Inference;
using Siskin.Runtime.Inference.Instruments;
using Siskin.Runtime.Vision;

namespace Siskin.Agent.Wire;

// The JSON messages of the MQTT contract, version 1. Property names become snake_case.

/// <summary>A reply.</summary>
internal sealed record ReplyMessage(
    string? Id,
    string Text,
    string FinishReason,
    double Confidence,
    TokenCounts Tokens,
    StageTimings TimingsMs,
    string Model,
    string Variant,
    string Provider
)
{
    /// <summary>The query that the answer was computed by; absent where the model decoded it.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Query { get; init; }

    /// <summary>Names and values of the signals that a computed answer rests on.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<UsedSignal>? Signals { get; init; }

    /// <summary>
    /// The part of the frame that was read, where the model found it, as fractions in the order of <c>crop</c>; absent
    /// otherwise.
    /// </summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    [JsonConverter(typeof(RegionJson))]
    public FrameRegion? Region { get; init; }

    /// <summary>How likely each of the choices is, in their order; absent where none were given.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<ChoiceShare>? Choices { get; init; }

    /// <summary>How far the needle of a gauge is along its scale; absent where none is seen or told.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public NeedleWay? Needle { get; init; }

    /// <summary>
    /// The digits that the second reader read, a point left out; absent where it was not asked, or read none.
    /// </summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Ocr { get; init; }

    /// <summary>"suspected" where the frame bears traces of lost or changed data; absent otherwise.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? FrameDamage { get; init; }
}

/// <summary>A piece of a streamed reply. The whole reply follows as usual.</summary>
/// <param name="Id">Id of the request.</param>
/// <param name="Index">Number of the piece, from 0.</param>
/// <param name="Delta">Text to append.</param>
internal sealed record DeltaMessage(string? Id, int Index, string Delta);

/// <summary>An error in place of a reply.</summary>
internal sealed record ErrorMessage(string? Id, ErrorDetail Error);

/// <param name="Code">400, 408, 413, 415, 429, 500 or 503.</param>
/// <param name="Message">One sentence for people.</param>
internal sealed record ErrorDetail(int Code, string Message);

/// <summary>The retained description of a device.</summary>
/// <param name="FallbackReason">Why the wanted variant or provider is not used, or null.</param>
/// <param name="Npu">The NPU and its provider's version, or null while it does not answer.</param>
/// <param name="Placement">Where the nodes of the graphs run; empty where all run on the CPU.</param>
/// <param name="Durability">Where replies wait for the broker at present: disk or memory.</param>
/// <param name="DurabilityProblem">Why they do not lie on disk although that is wanted, or null.</param>
/// <param name="Host">Name of the machine, which tells two devices with the same name apart.</param>
/// <param name="ProcessId">The agent's process there.</param>
/// <param name="Session">Which start of the agent speaks; its status and its will have the same number.</param>
internal sealed record InfoMessage(
    string Device,
    string Version,
    string Bundle,
    string BundleVersion,
    string Variant,
    string Provider,
    string? FallbackReason,
    string? Npu,
    IReadOnlyList<InfoPlacement> Placement,
    bool Images,
    IReadOnlyList<InfoTask> Tasks,
    IReadOnlyList<string> Pools,
    string Durability,
    string? DurabilityProblem,
    InfoLimits Limits,
    string Host,
    int ProcessId,
    long Session
);

/// <summary>The part of it that is left where the broker takes only small packets.</summary>
internal sealed record ShortInfoMessage(
    string Device,
    string Version,
    string Bundle,
    string BundleVersion,
    string Variant,
    string Provider,
    string Host,
    int ProcessId,
    long Session
);

/// <param name="Graph">Path of the graph in the bundle.</param>
/// <param name="Nodes">Number of nodes by execution provider, in ONNX Runtime's words; a compiled graph is one
/// node.</param>
internal sealed record InfoPlacement(string Graph, IReadOnlyDictionary<string, int> Nodes);

internal sealed record InfoTask(string Name, string Prompt);

internal sealed record InfoLimits(
    int PayloadBytes,
    int ImageBytes,
    int Pixels,
    int PromptChars,
    int SensorChars,
    int MaxInputTokens,
    int MaxTokens,
    int QueueCount,
    int QueueBytes,
    int DeadlineMs
);

/// <summary>
/// Telemetry of a device. Counts run from the start of the process; percentiles look at the last window.
/// </summary>
internal sealed record TelemetryMessage(
    double UptimeS,
    TelemetryRequests Requests,
    IReadOnlyDictionary<string, long> Errors,
    TelemetryQueue Queue,
    TelemetryCache Cache,
    TelemetryLink Mqtt,
    TelemetryLedger Ledger,
    int WindowS,
    int WindowRequests,
    IReadOnlyDictionary<string, Percentiles> TimingsMs,
    double? TokensPerS,
    TelemetryProvider Provider,
    TelemetryProcess Process,
    TelemetryWatches Watches,
    IReadOnlyDictionary<string, TelemetrySensor> Sensors
);

/// <param name="Received">Requests that arrived, duplicates and retained ones included.</param>
/// <param name="Answered">Requests answered with text.</param>
/// <param name="Rejected">Requests answered with an error.</param>
/// <param name="Duplicates">Repeated requests, answered with the stored reply.</param>
/// <param name="Ignored">Retained commands, which are not obeyed.</param>
internal sealed record TelemetryRequests(long Received, long Answered, long Rejected, long Duplicates, long Ignored);

/// <param name="Count">Requests that wait, are worked on, or whose reply is not yet delivered.</param>
/// <param name="Bytes">Bytes that they hold.</param>
/// <param name="Peak">Largest count since the start.</param>
internal sealed record TelemetryQueue(int Count, long Bytes, int Peak);

/// <param name="Frames">How often a frame was known already and the vision graph did not run.</param>
/// <param name="Inputs">How often frame and text were known and only the decoder ran.</param>
/// <param name="Shared">Requests answered with the answer to the same one, beside which they waited.</param>
/// <param name="Unchanged">Readings of watches answered from before, because the frame was the same.</param>
/// <param name="Bytes">Bytes kept for frames and inputs.</param>
/// <param name="MaxBytes">Most of them.</param>
internal sealed record TelemetryCache(long Frames, long Inputs, long Shared, long Unchanged, long Bytes, long MaxBytes)
{
    /// <summary>Tokens of answers that were foreseen, rightly or not.</summary>
    public long Proposed { get; init; }

    /// <summary>Those that were foreseen rightly, and needed no step of their own.</summary>
    public long Accepted { get; init; }
}

/// <param name="Connects">Successful connections to the broker.</param>
/// <param name="Outbox">Messages that wait for the broker.</param>
/// <param name="Dropped">Messages dropped because too many waited, or refused by the broker.</param>
/// <param name="SetAside">Messages, among the dropped ones, over which the connection broke again and again.</param>
internal sealed record TelemetryLink(long Connects, int Outbox, long Dropped, long SetAside);

/// <param name="Durability">Where replies wait for the broker at present: disk or memory.</param>
/// <param name="Problem">Why they do not lie on disk although that is wanted, or null.</param>
/// <param name="Entries">Requests that it knows.</param>
/// <param name="Undelivered">Replies that the broker has not taken over yet.</param>
/// <param name="Bytes">Bytes of the replies that are kept for repeated requests.</param>
internal sealed record TelemetryLedger(string Durability, string? Problem, int Entries, int Undelivered, long Bytes);

/// <param name="Name">Execution provider that answers at present.</param>
/// <param name="Variant">Variant that it runs.</param>
/// <param name="FallbackReason">Why this is not the wanted one, or null.</param>
/// <param name="Answers">Number of answers by provider.</param>
/// <param name="Npu">State of the NPU, or null where none is used.</param>
internal sealed record TelemetryProvider(
    string Name,
    string Variant,
    string? FallbackReason,
    IReadOnlyDictionary<string, long> Answers,
    TelemetryNpu? Npu
)
{
    /// <summary>Why what helps where the model is not sure does not all work, or null.</summary>
    public string? HelpersProblem { get; init; }
}

/// <param name="Device">Device and version of the provider, or null while it is not in use.</param>
/// <param name="Loads">How often the model was loaded onto it.</param>
/// <param name="LoadMs">How long the last load took, the canary included.</param>
/// <param name="Compiled">Whether a graph had to be compiled for it; otherwise all came from the cache.</param>
/// <param name="Failures">Failures by kind: library, device, load, placement, run, hang, canary, crash, memory.</param>
/// <param name="CanariesRight">Right answers to the canary, those at loading left out.</param>
/// <param name="CanariesWrong">Wrong ones.</param>
/// <param name="LeftBehindBytes">Memory that models left behind when they were freed.</param>
internal sealed record TelemetryNpu(
    string? Device,
    int Loads,
    double? LoadMs,
    bool? Compiled,
    IReadOnlyDictionary<string, long> Failures,
    long CanariesRight,
    long CanariesWrong,
    long LeftBehindBytes
);

/// <param name="CpuPercent">Of one core, since the last telemetry message.</param>
/// <param name="TemperatureC">Hottest thermal zone, or null where there is none.</param>
internal sealed record TelemetryProcess(long RssBytes, double CpuPercent, double? TemperatureC);

/// <summary>Percentiles in milliseconds.</summary>
internal sealed record Percentiles(double P50, double P95, double P99);

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower,
    DefaultIgnoreCondition = JsonIgnoreCondition.Never
)]
[JsonSerializable(typeof(ReplyMessage))]
[JsonSerializable(typeof(DeltaMessage))]
[JsonSerializable(typeof(ErrorMessage))]
[JsonSerializable(typeof(InfoMessage))]
[JsonSerializable(typeof(ShortInfoMessage))]
[JsonSerializable(typeof(TelemetryMessage))]
internal sealed partial class WireJson : JsonSerializerContext;
