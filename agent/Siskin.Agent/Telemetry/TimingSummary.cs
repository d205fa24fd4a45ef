using Siskin.Agent.Wire;

namespace Siskin.Agent.Telemetry;

/// <param name="Requests">Requests in the window.</param>
/// <param name="Stages">Percentiles by stage, in milliseconds.</param>
/// <param name="TokensPerSecond">Speed of the decoder, or null when nothing was decoded.</param>
internal sealed record TimingSummary(
    int Requests,
    IReadOnlyDictionary<string, Percentiles> Stages,
    double? TokensPerSecond
);
