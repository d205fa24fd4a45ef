using Siskin.Models.Architecture;
using Siskin.Models.Export.Onnx;
using Siskin.Runtime.Bundles;

namespace Siskin.Models.Export;

/// <summary>
/// The vision graph: pixels (1, 3, H, W) -> patch embeddings (1, P, D). H and W vary by whole patches; the network that it
/// spells out is <see cref="VisionEncoder"/>.
/// </summary>
internal sealed class VisionGraph
{
    private const float GroupNormEpsilon = 1e-5f; // the default of torch's GroupNorm

    private readonly GraphBuilder graph = new("vision");
    private readonly LayerEmitter layers;
    private readonly VisionOptions vision;

    private VisionGraph(ModelOptions options, Weights weights, GraphPrecision precision)
    {
        layers = new LayerEmitter(graph, weights, options, precision.Prefill);
        vision = options.Vision ?? throw new ArgumentException("the model options have no vision part", nameof(options));
    }

    /// <summary>Emits the graph.</summary>
    public static ModelProto Build(ModelOptions options, Weights weights, GraphPrecision precision, TensorNames names)
    {
        var emitter = new VisionGraph(options, weights, precision);
        emitter.Emit(names);
        return emitter.graph.Build();
    }

    private void Emit(TensorNames names)
    {
        Value pixels = graph.Input(names.Pixels, ElementType.Float, 1, 3, "height", "width");
        using GraphBuilder.Place at = graph.At("vision");
        Value grid = Place(Stem(Standardize(pixels))); // (1, rows * columns, D)
        Value encoded = new EncoderLayers(layers).Emit(grid, "vision", vision.Layers, rotaryPositions: 0);
        Value patches = layers.Mlp(encoded, "projector", "vision.projector");
        graph.Output(patches, names.Patches, 1, "patches", layers.Options.DModel);
    }

    /// <summary>Minus the frame's mean, over its deviation.</summary>
    private Value Standardize(Value pixels)
    {
        using GraphBuilder.Place at = graph.At("standardize");
        Value centred = graph.Sub(pixels, graph.ReduceMean(pixels, 1, 2, 3));
        Value variance = graph.ReduceMean(graph.Mul(centred, centred), 1, 2, 3);
        return graph.Div(centred, graph.Sqrt(graph.Add(variance, graph.Number((float)ConvStem.StandardizationEpsilon))));
    }

    private Value Stem(Value x)
    {
        using GraphBuilder.Place at = graph.At("stem");
        int last = vision.StemChannels.Length;
        for (int i = 0; i <= last; i++)
        {
            if (i == last)
            {
                Value change = Convolve(x, "residual_conv", "residual_norm", vision.StemChannels[^1], stride: 1);
                x = graph.Add(x, change);
            }

            int channels = i == last ? layers.Options.DModel : vision.StemChannels[i];
            x = Convolve(x, $"convs.{i}", $"norms.{i}", channels, stride: 2);
        }

        return x; // (1, D, rows, columns)
    }

    /// <summary>3x3 convolution, group norm, GELU.</summary>
    private Value Convolve(Value x, string conv, string norm, int channels, int stride)
    {
        using GraphBuilder.Place at = graph.At(conv);
        Value convolved = graph.Conv(
            x, layers.Parameter($"vision.stem.{conv}.weight"), layers.Parameter($"vision.stem.{conv}.bias"), stride, padding: 1);
        return graph.Gelu(GroupNorm(convolved, $"vision.stem.{norm}", channels));
    }

    /// <summary>
    /// Group norm as an instance norm over groups: ONNX Runtime has no CPU kernel of its own for <c>GroupNormalization</c>.
    /// </summary>
    private Value GroupNorm(Value x, string module, int channels)
    {
        int groups = vision.StemGroups;
        Value ones = graph.Constant(TensorProto.Of($"/groups/ones.{groups}", Enumerable.Repeat(1f, groups).ToArray(), groups));
        Value zeros = graph.Constant(TensorProto.Of($"/groups/zeros.{groups}", new float[groups], groups));
        Value grouped = graph.Reshape(x, 0, groups, -1);                                                // (1, G, C / G * H * W)
        Value normalized = graph.Reshape(graph.InstanceNormalization(grouped, ones, zeros, GroupNormEpsilon), graph.Shape(x, 0, 4));
        return graph.Add(graph.Mul(normalized, PerChannel($"{module}.weight", channels)), PerChannel($"{module}.bias", channels));
    }

    private Value PerChannel(string name, int channels) =>
        graph.Constant(TensorProto.Of(name, layers.Weights.Get(name).Values, channels, 1, 1));

    /// <summary>Adds the row's and the column's embedding: (1, D, rows, columns) -> (1, rows * columns, D).</summary>
    private Value Place(Value features)
    {
        using GraphBuilder.Place at = graph.At("positions");
        Value rows = graph.Slice(layers.Parameter("vision.row_embedding"), graph.Shape(features, 2, 3), axis: 0);
        Value columns = graph.Slice(layers.Parameter("vision.column_embedding"), graph.Shape(features, 3, 4), axis: 0);
        Value grid = graph.Transpose(features, 0, 2, 3, 1);                          // (1, rows, columns, D)
        Value placed = graph.Add(graph.Add(grid, graph.Unsqueeze(rows, 1)), columns); // (rows, 1, D) and (columns, D)
        return graph.Reshape(placed, 1, -1, layers.Options.DModel);
    }
}
