namespace Siskin.Runtime.Inference;

/// <summary>What the model answered.</summary>
/// <param name="Text">The text, special tokens left out.</param>
/// <param name="FinishReason">Why it ends.</param>
/// <param name="Confidence"> How likely the text is right, 0 to 1: <see cref="Likelihood"/>, calibrated where the
/// bundle says how. Among given choices it is their share of one.
/// </param>
/// <param name="Tokens">Token counts.</param>
/// <param name="Timings">Durations.</param>
public sealed record Answer(
    string Text,
    FinishReason FinishReason,
    double Confidence,
    TokenCounts Tokens,
    StageTimings Timings
)
{
    /// <summary>
    /// Product of the probabilities of the chosen tokens, end token included, 0 to 1; where choices were given, among
    /// the choices.
    /// </summary>
    public double Likelihood { get; init; }

    /// <summary>
    /// The query that the answer was computed by, in the question language; null where the model decoded it.
    /// </summary>
    public string? Query { get; init; }

    /// <summary>
    /// The signals that a computed answer rests on, at most sixteen; null where the model decoded it.
    /// </summary>
    public IReadOnlyList<UsedSignal>? Signals { get; init; }

    /// <summary>
    /// Whether the frame bears traces of lost or changed data; then <see cref="Confidence"/> is at most
    /// <see cref="MaxInDoubt"/>.
    /// </summary>
    public bool FrameDoubtful { get; init; }

    /// <summary>The highest confidence of what is read from a doubtful frame.</summary>
    public const double MaxInDoubt = 0.5;

    /// <summary>Id of the variant that answered; null: that of the one model there is.</summary>
    public string? Variant { get; init; }

    /// <summary>The execution provider that computed it; null: that of the one model there is.</summary>
    public string? Provider { get; init; }
}

/// <summary>A signal that an answer rests on.</summary>
/// <param name="Name">Its path.</param>
/// <param name="Value">Its newest value as printed, with its unit.</param>
public readonly record struct UsedSignal(string Name, string Value);

/// <summary>Why an answer ends.</summary>
public enum FinishReason
{
    /// <summary>The model ended it.</summary>
    Stop,

    /// <summary>It reached the token limit.</summary>
    Length,

    /// <summary>The deadline passed; the text is what was there by then.</summary>
    Deadline,
}

/// <summary>Tokens of a request and its answer.</summary>
/// <param name="Image">Patches of the frame, 0 without one.</param>
/// <param name="Input">Encoder input: patches, prompt and sensor text.</param>
/// <param name="Output">Decoded tokens, end token included.</param>
public readonly record struct TokenCounts(int Image, int Input, int Output);

/// <summary>Durations of the stages in milliseconds; 0 where a stage did not run.</summary>
/// <param name="Image">Decoding and preparing the frame.</param>
/// <param name="Vision">The vision graph.</param>
/// <param name="Encoder">The encoder graph.</param>
/// <param name="FirstToken">From the call to the first decoded token.</param>
/// <param name="PerToken">Mean of one decoder step.</param>
/// <param name="Total">The whole call.</param>
public readonly record struct StageTimings(
    double Image,
    double Vision,
    double Encoder,
    double FirstToken,
    double PerToken,
    double Total
);
