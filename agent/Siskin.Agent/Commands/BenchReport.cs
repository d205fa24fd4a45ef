using Siskin.Agent.Wire;
using Siskin.Runtime.Providers.Cpu;

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
/// <param name="Workers">How many requests are answered at once, and why.</param>
/// <param name="RssBytes">Resident memory of the process, before requests at once were measured.</param>
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
    BenchWorkers Workers,
    long RssBytes,
    long PeakBytes
)
{
    /// <summary>Tokens that were foreseen; null where the engine does not look ahead.</summary>
    public BenchLookahead? Lookahead { get; init; }

    /// <summary>What the machine does at best, and how near the stages come to it; null on other hardware.</summary>
    public BenchLimits? Limits { get; init; }
}

/// <summary>What the machine does at best, measured in the same run.</summary>
/// <param name="Threads">With so many threads, those that decode.</param>
/// <param name="GigabytesPerS">Read from memory.</param>
/// <param name="Int8GmacPerS">8-bit multiplications of a large product, in thousand millions.</param>
/// <param name="Fp32GmacPerS">The same of floats.</param>
/// <param name="Stages">The stages whose work is known from the model's sizes.</param>
internal sealed record BenchLimits(
    int Threads,
    double GigabytesPerS,
    double Int8GmacPerS,
    double Fp32GmacPerS,
    IReadOnlyDictionary<string, BenchLimit> Stages
)
{
    /// <summary>Sets the stages that were measured against what the machine does at best.</summary>
    /// <param name="threads">Threads that decode.</param>
    /// <param name="machine">What was measured with so many.</param>
    /// <param name="limits">Milliseconds by stage.</param>
    /// <param name="measured">Milliseconds by stage.</param>
    public static BenchLimits Of(
        int threads,
        MachineLimits machine,
        IReadOnlyDictionary<string, double> limits,
        IReadOnlyDictionary<string, BenchStage> measured
    ) =>
        new(
            threads,
            Math.Round(machine.BytesPerS / 1e9, 1),
            Math.Round(machine.Int8MacsPerS / 1e9, 1),
            Math.Round(machine.Fp32MacsPerS / 1e9, 1),
            limits
                .Where(limit => measured.ContainsKey(limit.Key))
                .ToDictionary(
                    limit => limit.Key,
                    limit => new BenchLimit(
                        Math.Round(limit.Value, 4),
                        Math.Round(100 * limit.Value / measured[limit.Key].P50, 1)
                    )
                )
        );
}

/// <summary>A stage against what the machine does at best.</summary>
/// <param name="Ms">What the stage would take then; of a token, its share of a pass.</param>
/// <param name="Percent">That in percent of what it took.</param>
internal sealed record BenchLimit(double Ms, double Percent);

/// <summary>How many requests are answered at once.</summary>
/// <param name="Count">So many.</param>
/// <param name="Threads">Threads of each.</param>
/// <param name="Reason">Why.</param>
/// <param name="Load">What that gives when there always is another request, beside the other ways; empty where one
/// request is answered at a time.</param>
internal sealed record BenchWorkers(int Count, int Threads, string Reason, IReadOnlyList<BenchLoad> Load);

/// <summary>One way of sharing the cores between requests.</summary>
/// <param name="Workers">Requests at once.</param>
/// <param name="Threads">Threads of each.</param>
/// <param name="RequestsPerS">Median over the rounds.</param>
/// <param name="P50">Milliseconds that a request takes beside the others.</param>
/// <param name="P99">The same, 99th percentile.</param>
/// <param name="ProcessorMs">Processor time of a request.</param>
internal sealed record BenchLoad(
    int Workers,
    int Threads,
    double RequestsPerS,
    double P50,
    double P99,
    double ProcessorMs
);

/// <summary>Tokens of all answers of a request alone that were foreseen.</summary>
/// <param name="Proposed">Rightly or not.</param>
/// <param name="Accepted">Rightly: they had no step of their own.</param>
/// <param name="TokensPerPass">
/// Tokens of the answers behind the first one, by passes of the decoder; 1 where no candidate was right.
/// </param>
internal sealed record BenchLookahead(long Proposed, long Accepted, double TokensPerPass)
{
    /// <param name="proposed">Candidates, rightly or not.</param>
    /// <param name="accepted">Those that were right.</param>
    /// <param name="tokens">Tokens behind the first of all answers that they were counted in.</param>
    public static BenchLookahead Of(long proposed, long accepted, long tokens) =>
        new(proposed, accepted, Math.Round(tokens / (double)Math.Max(1, tokens - accepted), 2));
}

/// <summary>Median and 95th percentile.</summary>
internal sealed record BenchStage(double P50, double P95);
