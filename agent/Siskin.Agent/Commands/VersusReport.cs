namespace Siskin.Agent.Commands;

/// <summary>What <c>siskin bench --versus</c> measured and counted.</summary>
/// <param name="Sides">The bundle of <c>--bundle</c>, then that of <c>--versus</c>.</param>
/// <param name="OutputTokens">Tokens of each answer.</param>
/// <param name="Runs">Measured answers of each side and length.</param>
/// <param name="Lengths">One for each length of the input.</param>
internal sealed record VersusReport(
    IReadOnlyList<VersusModel> Sides,
    int OutputTokens,
    int Runs,
    IReadOnlyList<VersusLength> Lengths
);

/// <summary>One of the two.</summary>
/// <param name="Weights">Weights of its text model; null where the manifest does not state <c>mlp_dim</c>.</param>
internal sealed record VersusModel(string Model, string Variant, string Provider, string Architecture, long? Weights);

/// <summary>Both sides at one length of the input.</summary>
/// <param name="Sides">In the order of the report's.</param>
/// <param name="Ratios">The first side's figures over the second's.</param>
internal sealed record VersusLength(int InputTokens, IReadOnlyList<VersusFigures> Sides, VersusRatios Ratios);

/// <summary>One side at one length.</summary>
/// <param name="FirstTokenMs">From the question to the first token.</param>
/// <param name="PerTokenMs">Every further token.</param>
/// <param name="TokensPerS">From the median of <paramref name="PerTokenMs"/>; null for answers of one token.</param>
/// <param name="PeakBytes">Most resident memory of a process that does nothing else, loading included.</param>
/// <param name="RssBytes">The same process after its answer.</param>
/// <param name="Counted">Null where the manifest does not state <c>mlp_dim</c>.</param>
/// <param name="Arithmetic">
/// What the counts give at the published limits of devices on which nothing was run; empty without counts.
/// </param>
internal sealed record VersusFigures(
    BenchStage FirstTokenMs,
    BenchStage PerTokenMs,
    double? TokensPerS,
    long PeakBytes,
    long RssBytes,
    VersusCounts? Counted,
    IReadOnlyList<VersusArithmetic> Arithmetic
);

/// <summary>Counted from the sizes in the manifest.</summary>
/// <param name="FirstTokenFlops">Operations up to the first token.</param>
/// <param name="AnswerFlops">Operations of the whole answer.</param>
/// <param name="TokenWeightBytes">Weights that a token reads, without scales.</param>
/// <param name="TokenCacheBytes">Keys and values that the middle token reads.</param>
internal sealed record VersusCounts(
    long FirstTokenFlops,
    long AnswerFlops,
    long TokenWeightBytes,
    long TokenCacheBytes
);

/// <summary>Arithmetic, not a measurement.</summary>
internal sealed record VersusArithmetic(string Device, double FirstTokenMs, double TokensPerS);

/// <summary>The first side over the second.</summary>
/// <param name="FirstToken">Median over the rounds, in each of which both sides answered.</param>
/// <param name="TokensPerS">Likewise.</param>
/// <param name="AnswerFlops">Null where one manifest does not state <c>mlp_dim</c>.</param>
internal sealed record VersusRatios(
    double FirstToken,
    double? TokensPerS,
    double PeakBytes,
    double RssBytes,
    double? AnswerFlops
);
