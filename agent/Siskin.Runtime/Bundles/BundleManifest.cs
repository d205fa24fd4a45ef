namespace Siskin.Runtime.Bundles;

/// <summary>
/// The content of <c>bundle.toml</c>, format 1: the only contract between the model toolchain and the agent.
/// </summary>
/// <param name="Name">Name of the bundle, shown in replies and in <c>info</c>.</param>
/// <param name="Version">Version of the bundle.</param>
/// <param name="Model">Sizes and special tokens of the text model.</param>
/// <param name="Tokenizer">Path of <c>tokenizer.json</c>, relative to the bundle's folder.</param>
/// <param name="Vision">Frame preprocessing, or null for a text-only bundle.</param>
/// <param name="Tasks">What the model was trained to do, each with its prompt.</param>
/// <param name="Variants">The same weights in several precisions, best first.</param>
/// <param name="Sha256">Lower-case hex SHA-256 of every file, by relative path.</param>
public sealed record BundleManifest(
    string Name,
    string Version,
    ModelShape Model,
    string Tokenizer,
    VisionShape? Vision,
    IReadOnlyList<BundleTask> Tasks,
    IReadOnlyList<BundleVariant> Variants,
    IReadOnlyDictionary<string, string> Sha256
)
{
    /// <summary>The manifest format that this library reads and writes.</summary>
    public const int Format = 1;

    /// <summary>The manifest's file name in the bundle's folder.</summary>
    public const string FileName = "bundle.toml";

    /// <summary>How likelihoods become confidences; null, when it is absent, leaves them as they are.</summary>
    public ConfidenceCalibration? Confidence { get; init; }

    /// <summary>The version of the question language that this library reads.</summary>
    public const int KnownQuestionLanguage = 1;

    /// <summary>
    /// The question language in which questions about sensor text are computed; null, when it is absent, leaves all of
    /// them to the model.
    /// </summary>
    public int? QuestionLanguage { get; init; }

    /// <summary>A question whose answer is known; null when the bundle has none.</summary>
    public CanarySample? Canary { get; init; }

    /// <summary>Every file that the manifest refers to, each once.</summary>
    public IEnumerable<string> References() =>
        Variants
            .SelectMany(variant => variant.Files)
            .Prepend(Tokenizer)
            .Append(Canary?.Frame)
            .OfType<string>()
            .Distinct();
}

/// <summary>A task of the bundle and the prompt it was trained with.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Prompt">The prompt.</param>
public sealed record BundleTask(string Name, string Prompt)
{
    /// <summary>What a request must bring.</summary>
    public TaskInput Input { get; init; }

    /// <summary>The words that people ask for it with; empty where the bundle does not say.</summary>
    public IReadOnlyList<string> Words { get; init; } = [];

    /// <summary>Whether both say the same; records compare lists by reference.</summary>
    public bool Equals(BundleTask? other) =>
        other is not null
        && Name == other.Name
        && Prompt == other.Prompt
        && Input == other.Input
        && Words.SequenceEqual(other.Words);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Name, Prompt, Input, Words.Count);
}

/// <summary>What a task is answered from.</summary>
public enum TaskInput
{
    /// <summary>The bundle does not say.</summary>
    Unstated,

    /// <summary>A frame.</summary>
    Frame,

    /// <summary>Sensor text.</summary>
    Text,

    /// <summary>A frame and sensor text.</summary>
    Both,
}

/// <summary>One set of graphs of the bundle.</summary>
/// <param name="Id">For example <c>cpu-int8</c>.</param>
/// <param name="Provider"><c>cpu</c> or <c>qnn</c>.</param>
/// <param name="Precision">For example <c>fp32</c>, <c>int8</c>.</param>
/// <param name="Vision">Relative path of the vision graph, or null for a text-only bundle.</param>
/// <param name="Encoder">Relative path of the encoder graph.</param>
/// <param name="Decoder">Relative path of the decoder graph.</param>
/// <param name="Tensors">Names of the graphs' inputs and outputs.</param>
public sealed record BundleVariant(
    string Id,
    string Provider,
    string Precision,
    string? Vision,
    string Encoder,
    string Decoder,
    TensorNames Tensors
)
{
    /// <summary>
    /// For graphs of fixed shapes with 16-bit inputs and outputs: their buckets. The variant's own files are then the
    /// largest ones. Null for graphs that take any size.
    /// </summary>
    public StaticGraphs? Static { get; init; }

    /// <summary>Relative paths of its graphs, all buckets, each once.</summary>
    public IEnumerable<string> Graphs =>
        new[] { Vision, Encoder, Decoder }.OfType<string>().Concat(Static?.Graphs ?? []).Distinct();

    /// <summary>Relative paths of all its files, each once.</summary>
    public IEnumerable<string> Files => Graphs.Concat(Static?.Files ?? []).Distinct();
}

/// <summary>
/// Graph input and output names. <c>{0}</c> stands for the decoder layer.
/// <list type="bullet">
/// <item>vision: <c>pixels</c> float (1, 3, H, W), H and W multiples of the patch size -> <c>patches</c> float (1, P,
/// D), row-major over the grid</item>
/// <item>encoder: <c>patches</c> float (1, P, D), P may be 0; <c>input_ids</c> int64 (1, T)
/// -> <c>cross_key.{0}</c>, <c>cross_value.{0}</c> float (1, KV heads, P+T, head size)</item>
/// <item>decoder: <c>token</c> int64 (1, 1); <c>position</c> int32 (1), the index of the token;
/// <c>total_length</c> int32 scalar (1 + position);
/// <c>past_key.{0}</c>, <c>past_value.{0}</c> float (1, KV heads, max_output_tokens, head size); the cross tensors
/// -> <c>logits</c> float (1, 1, vocab); <c>present_key.{0}</c>, <c>present_value.{0}</c>, the same buffers</item>
/// </list>
/// A text-only bundle's encoder has no <c>patches</c> input.
/// <para>
/// Graphs of fixed shapes (<see cref="StaticGraphs"/>) take and give 16-bit steps where these say float, and int32
/// indices:
/// </para>
/// <list type="bullet">
/// <item>vision of a canvas of R x C patches: <c>pixels</c> (1, 3, R x patch, C x patch), standardized, 0 outside of
/// the frame; <c>frame_mask.{0}</c> (1, 1, h, w) at the resolution of stem stage {0}, 1 inside of the frame;
/// <c>area_ratio</c> (1, 1, 1, 1); <c>patch_mask</c> (1, 1, 1, R x C), additive -> <c>patches</c> (R x C, D)</item>
/// <item>encoder of length S: <c>patches</c> (max_patches + 1, D), the last row zero; <c>input_ids</c> int32 (S), the
/// image token at patches; <c>patch_ids</c> int32 (S), the last row of the patches at text; <c>input_mask</c> (1, 1, 1,
/// S), additive -> <c>cross_key.{0}</c> (1, KV heads, head size, S), <c>cross_value.{0}</c> (1, KV heads, S, head
/// size)</item>
/// <item>decoder: <c>token</c> int32 (1); <c>position</c> int32 (1); <c>self_mask</c> (1, 1, 1, max_output_tokens) and
/// <c>cross_mask</c> (1, 1, 1, max_input_tokens), additive; the cross tensors at max_input_tokens; <c>past_key.{0}</c>
/// (1, KV heads, head size, max_output_tokens), <c>past_value.{0}</c> (1, KV heads, max_output_tokens, head size), the
/// newest entry last -> <c>logits</c> (1, vocab); <c>present_key.{0}</c>, <c>present_value.{0}</c></item>
/// </list>
/// </summary>
public sealed record TensorNames(
    string Pixels,
    string Patches,
    string InputIds,
    string CrossKey,
    string CrossValue,
    string Token,
    string Position,
    string TotalLength,
    string PastKey,
    string PastValue,
    string PresentKey,
    string PresentValue,
    string Logits
)
{
    /// <summary>Which patch stands at an encoder position (fixed shapes only).</summary>
    public string PatchIds { get; init; } = "patch_ids";

    /// <summary>Where the frame is on its canvas, by stem stage (fixed shapes only).</summary>
    public string FrameMask { get; init; } = "frame_mask.{0}";

    /// <summary>Canvas over frame (fixed shapes only).</summary>
    public string AreaRatio { get; init; } = "area_ratio";

    /// <summary>Attention mask of the vision graph (fixed shapes only).</summary>
    public string PatchMask { get; init; } = "patch_mask";

    /// <summary>Attention mask of the encoder (fixed shapes only).</summary>
    public string InputMask { get; init; } = "input_mask";

    /// <summary>Attention mask over the answer so far (fixed shapes only).</summary>
    public string SelfMask { get; init; } = "self_mask";

    /// <summary>Attention mask over the encoder's positions (fixed shapes only).</summary>
    public string CrossMask { get; init; } = "cross_mask";

    /// <summary>The names that this toolchain's exporter writes.</summary>
    public static TensorNames Default { get; } =
        new(
            "pixels",
            "patches",
            "input_ids",
            "cross_key.{0}",
            "cross_value.{0}",
            "token",
            "position",
            "total_length",
            "past_key.{0}",
            "past_value.{0}",
            "present_key.{0}",
            "present_value.{0}",
            "logits"
        );
}
