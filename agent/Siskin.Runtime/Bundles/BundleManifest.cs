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

    /// <summary>What the model expects of its texts.</summary>
    public TextForm Text { get; init; } = TextForm.Own;

    /// <summary>A question whose answer is known; null when the bundle has none.</summary>
    public CanarySample? Canary { get; init; }

    /// <summary>The graphs that read printed characters; null where the bundle has none.</summary>
    public OcrGraphs? Ocr { get; init; }

    /// <summary>The small graphs that look along strips of a frame; null where the bundle has none.</summary>
    public StripGraphs? Strips { get; init; }

    /// <summary>The task of a name, or null where the model was not trained to do it.</summary>
    public BundleTask? Task(string name) => Tasks.FirstOrDefault(task => task.Name == name);

    /// <summary>Every file that the manifest refers to, each once.</summary>
    public IEnumerable<string> References() =>
        Variants
            .SelectMany(variant => variant.Files)
            .Prepend(Tokenizer)
            .Append(Canary?.Frame)
            .Concat(Ocr?.Graphs ?? [])
            .Concat(Strips?.Graphs ?? [])
            .OfType<string>()
            .Distinct();
}

/// <summary>A task of the bundle and the prompt it was trained with.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Prompt">The prompt.</param>
public sealed record BundleTask(string Name, string Prompt)
{
    /// <summary>The task of reading a counter with wheels.</summary>
    public const string Counter = "counter";

    /// <summary>The task of reading a display.</summary>
    public const string Display = "display";

    /// <summary>The task of reading a sub-dial with the digits 0 to 9.</summary>
    public const string Dial = "dial";

    /// <summary>The task of finding an instrument in a frame.</summary>
    public const string Locate = "locate";

    /// <summary>The task of reading a gauge.</summary>
    public const string Gauge = "gauge";

    /// <summary>The task of telling what the instrument in a photograph shows.</summary>
    public const string Photograph = "photograph";

    /// <summary>The task of telling how far the needle of a gauge is along its scale.</summary>
    public const string Deflection = "deflection";

    /// <summary>The task of telling the ends and the unit of a gauge's scale.</summary>
    public const string Scale = "scale";

    /// <summary>What a request must bring.</summary>
    public TaskInput Input { get; init; }

    /// <summary>The words that people ask for it with; empty where the bundle does not say.</summary>
    public IReadOnlyList<string> Words { get; init; } = [];

    /// <summary>Its prompt about what another question asks for.</summary>
    public string About(string question) => $"{Prompt} {question}";

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

/// <summary>One set of graphs in a bundle.</summary>
/// <param name="Id">For example <c>cpu-int8</c>.</param>
/// <param name="Provider"><c>cpu</c> or <c>qnn</c>.</param>
/// <param name="Precision">For example <c>fp32</c>, <c>int8</c>.</param>
/// <param name="Vision">Relative path of the vision graph, or null for a text-only bundle.</param>
/// <param name="Encoder">Relative path of the graph that reads the input: the encoder, or a decoder-only model's
/// prefill.</param>
/// <param name="Decoder">Relative path of the decoder graph; a decoder-only model's may be its prefill graph.</param>
public sealed record BundleVariant(
    string Id,
    string Provider,
    string Precision,
    string? Vision,
    string Encoder,
    string Decoder
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
