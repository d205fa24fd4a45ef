using Siskin.Agent.Wire;

namespace Siskin.Agent.Commands;

/// <summary>What <c>siskin bench</c> measured.</summary>
/// <param name="ImageTokens">Patches of the frame.</param>
/// <param name="InputTokens">Text tokens of the input, as in a reply.</param>
/// <param name="OutputTokens">Tokens of each answer, the end token included.</param>
/// <param name="LoadMs">Checking and loading the bundle.</param>
/// <param name="Npu">The NPU and its provider's version, or null.</param>
/// <param name="Placement">Where the nodes of the graphs run; empty where all run on the CPU.</param>
/// <param name="TimingsMs">
/// Milliseconds by stage, as in a reply; and <c>to_first_token</c>, from the question to the first token: the sum of
/// the stages up to it.
/// </param>
/// <param name="TokensPerS">Decoder steps in a second, from the median step; null where answers have one token.</param>
/// <param name="RssBytes">Resident memory of the process.</param>
/// <param name="PeakBytes">The most that was resident at any time, loading included.</param>
internal sealed record BenchReport(
    string Model,
    string Variant,
    string Provider,
    int ImageTokens,
    int InputTokens,
    int OutputTokens,
    int Runs,
    double LoadMs,
    string? Npu,
    IReadOnlyList<InfoPlacement> Placement,
    IReadOnlyDictionary<string, BenchStage> TimingsMs,
    double? TokensPerS,
    long RssBytes,
    long PeakBytes
);

/// <summary>Median and 95th percentile.</summary>
internal sealed record BenchStage(double P50, double P95);
