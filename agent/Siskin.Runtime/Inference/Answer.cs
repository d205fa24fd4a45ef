using System.Text.Json.Serialization;
using Siskin.Runtime.Inference.Instruments;
using Siskin.Runtime.Vision;

namespace Siskin.Runtime.Inference;

/// <summary>What the model answered.</summary>
/// <param name="Text">The text, special tokens left out.</param>
/// <param name="FinishReason">Why it ends.</param>
/// <param name="Confidence">How likely the text is right, 0 to 1: <see cref="Likelihood"/>, calibrated where the
/// bundle says how. Of given choices it is the share of the chosen one, less where the model would rather have said
/// none of them.
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
    /// Product of the probabilities of the chosen tokens, end token included, 0 to 1.
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

    /// <summary>The share of every choice that was given, in their order; null where none were.</summary>
    public IReadOnlyList<ChoiceShare>? Choices { get; init; }

    /// <summary>
    /// Whether the frame bears traces of lost or changed data; then <see cref="Confidence"/> is at most
    /// <see cref="MaxInDoubt"/>.
    /// </summary>
    public bool FrameDoubtful { get; init; }

    /// <summary>The highest confidence of what is read from a doubtful frame.</summary>
    public const double MaxInDoubt = 0.5;

    /// <summary>The answer where a frame shows no instrument that can be read.</summary>
    public const string Unreadable = "unreadable";

    /// <summary>
    /// The part of the frame that was read, where the model was asked to find it; null otherwise, and where it found
    /// nothing.
    /// </summary>
    public FrameRegion? Region { get; init; }

    /// <summary>
    /// How far the needle of a gauge is along its scale; null where the frame shows none, or the model does not tell.
    /// </summary>
    public NeedleWay? Needle { get; init; }

    /// <summary>
    /// The digits that the graphs of the bundle's <c>[ocr]</c> read where the model was not sure of a row of them, a
    /// point left out; null where they were not asked, or read none. Where <see cref="Text"/> has other digits, the
    /// model outweighed them.
    /// </summary>
    public string? Ocr { get; init; }

    /// <summary>What each patch says where the instrument is, of an answer that says where; null otherwise.</summary>
    internal PlaceVotes? Places { get; init; }

    /// <summary>Name and version of the bundle that answered; empty until the answer leaves the responder.</summary>
    public string Model { get; init; } = "";

    /// <summary>Id of the variant that answered; likewise.</summary>
    public string Variant { get; init; } = "";

    /// <summary>The execution provider that computed it; likewise.</summary>
    public string Provider { get; init; } = "";
}

/// <summary>A signal that an answer rests on.</summary>
/// <param name="Name">Its path.</param>
/// <param name="Value">Its newest value as printed, with its unit.</param>
public readonly record struct UsedSignal(string Name, string Value);

/// <summary>One of the texts that an answer may be.</summary>
/// <param name="Text">The text.</param>
/// <param name="Probability">How likely it is among all of them, 0 to 1; together 1.</param>
public readonly record struct ChoiceShare(string Text, double Probability);

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
/// <param name="Input">Text tokens of the model's input: prompt and sensor text.</param>
/// <param name="Output">Decoded tokens, end token included.</param>
public readonly record struct TokenCounts(int Image, int Input, int Output);

/// <summary>
/// Durations in milliseconds, for replies, telemetry and <c>bench</c> alike; 0 where a stage did not run. The stages
/// follow one another: total = queue + image + locate + vision + encoder + first token + ocr + per token x (output
/// tokens - 1), to within rounding.
/// </summary>
/// <param name="Image">Decoding and preparing the frame.</param>
/// <param name="Vision">The vision graph.</param>
/// <param name="Encoder">The encoder graph.</param>
/// <param name="FirstToken">
/// The rest up to the first token: tokenizing the text and the first step of the decoder; of a computed answer, all of
/// it.
/// </param>
/// <param name="PerToken">Mean of the further steps; 0 when there is none.</param>
/// <param name="Total">The whole call; of a request that waited for its turn, from its arrival on.</param>
public readonly record struct StageTimings(
    double Image,
    double Vision,
    double Encoder,
    double FirstToken,
    double PerToken,
    double Total
)
{
    /// <summary>From the arrival of a request to the call; the responder itself knows of no waiting.</summary>
    [JsonPropertyOrder(-1)]
    public double Queue { get; init; }

    /// <summary>
    /// Finding the instrument in the frame, all stages of that; 0, and absent in JSON, where that was not asked.
    /// </summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public double Locate { get; init; }

    /// <summary>
    /// Reading digits or numerals a second time, and choosing; 0, and absent in JSON, where the model was sure of them.
    /// </summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public double Ocr { get; init; }

    /// <summary>From the call to the first token: what the field calls the time to first token.</summary>
    [JsonIgnore]
    public double ToFirstToken => Image + Locate + Vision + Encoder + FirstToken + Ocr;

    /// <summary>The timings of an answer of so many tokens whose first one was there after so long.</summary>
    internal static StageTimings Of(
        double image,
        double vision,
        double encoder,
        double toFirst,
        double total,
        int tokens
    ) =>
        new(
            image,
            vision,
            encoder,
            Math.Max(0, toFirst - image - vision - encoder),
            tokens > 1 ? Math.Max(0, total - toFirst) / (tokens - 1) : 0,
            total
        );
}
