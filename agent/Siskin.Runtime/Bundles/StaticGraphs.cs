namespace Siskin.Runtime.Bundles;

/// <summary>
/// What a variant with fixed shapes has besides its file names: one graph per bucket of sizes, and how the 16-bit
/// inputs and outputs of the graphs are quantized. The manifest's <c>[variants.static]</c>.
/// </summary>
/// <param name="Canvases">Vision graphs, smallest first; empty for a text-only bundle.</param>
/// <param name="Lengths">Encoder graphs by input length, shortest first; the last one holds max_input_tokens.</param>
/// <param name="Quantization">Of the graphs' inputs and outputs.</param>
/// <param name="StandardizationEpsilon">Added to a frame's variance. The graphs take frames whose mean is 0 and whose
/// variance, over all channels, is about 1.
/// </param>
public sealed record StaticGraphs(
    IReadOnlyList<Canvas> Canvases,
    IReadOnlyList<InputLength> Lengths,
    StaticQuantization Quantization,
    float StandardizationEpsilon
)
{
    /// <summary>Added to attention scores that must not count.</summary>
    public const float Masked = -100;

    /// <summary>Keys and values are quantized symmetrically: this step is zero.</summary>
    public const ushort CacheZero = 32768;

    /// <summary>
    /// File with the calibrated ranges of all tensors, for inspection only; null when it is not in the bundle.
    /// </summary>
    public string? Calibration { get; init; }

    /// <summary>
    /// File with the weights that the graphs name as ONNX external data, each once however many buckets use it; null
    /// when every graph holds its own.
    /// </summary>
    public string? Weights { get; init; }

    /// <summary>Every graph of the table.</summary>
    public IEnumerable<string> Graphs =>
        Canvases.Select(canvas => canvas.File).Concat(Lengths.Select(length => length.File));

    /// <summary>Every file of the table.</summary>
    public IEnumerable<string> Files => Graphs.Concat(new[] { Weights, Calibration }.OfType<string>());

    /// <summary>Index of the smallest canvas that holds a grid of patches, or -1.</summary>
    public int CanvasFor(int rows, int columns)
    {
        for (var i = 0; i < Canvases.Count; i++)
        {
            if (rows <= Canvases[i].Rows && columns <= Canvases[i].Columns)
                return i;
        }

        return -1;
    }

    /// <summary>Index of the shortest encoder graph that holds so many tokens, or -1.</summary>
    public int LengthFor(int tokens)
    {
        for (var i = 0; i < Lengths.Count; i++)
        {
            if (tokens <= Lengths[i].Tokens)
                return i;
        }

        return -1;
    }
}

/// <summary>A vision graph for frames with up to a given number of patches per side.</summary>
/// <param name="Rows">Rows of patches.</param>
/// <param name="Columns">Patches in a row.</param>
/// <param name="File">Relative path of the graph.</param>
public sealed record Canvas(int Rows, int Columns, string File)
{
    /// <summary>Patches that the graph computes.</summary>
    public int Patches => Rows * Columns;
}

/// <summary>An encoder graph for inputs of up to a given number of tokens, patches included.</summary>
/// <param name="Tokens">The graph's length.</param>
/// <param name="File">Relative path of the graph.</param>
public sealed record InputLength(int Tokens, string File);

/// <summary>
/// How the inputs and outputs that the runtime writes or reads are quantized. Keys and values only pass from graph to
/// graph.
/// </summary>
/// <param name="Pixels">Standardized pixels; null for a text-only bundle.</param>
/// <param name="FrameMask">1 inside of the frame, 0 outside; null for a text-only bundle.</param>
/// <param name="AreaRatio">Patches of the canvas over patches of the frame; null for a text-only bundle.</param>
/// <param name="Patches">Patch embeddings; null for a text-only bundle.</param>
/// <param name="AttentionMask">0 or <see cref="StaticGraphs.Masked"/>.</param>
/// <param name="Logits">Logits.</param>
public sealed record StaticQuantization(
    LinearQuantization? Pixels,
    LinearQuantization? FrameMask,
    LinearQuantization? AreaRatio,
    LinearQuantization? Patches,
    LinearQuantization AttentionMask,
    LinearQuantization Logits
);
