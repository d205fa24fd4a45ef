using Siskin.Models.Architecture;
using Siskin.Models.Export.Onnx;
using Siskin.Runtime.Bundles;
using Siskin.Runtime.Inference.Instruments;

namespace Siskin.Models.Export.Graphs;

/// <summary>
/// The encoder graph: patch embeddings (1, P, D), P may be 0, and token ids (1, T) -> the keys and values that every
/// decoder layer's cross-attention reads, (1, KV heads, P + T, head size) each; and what the patches say about where
/// the instrument is, (1, P, 5), and the points of its scale, (1, P, 12), where the network has learned that.
/// </summary>
internal sealed class EncoderGraph
{
    private readonly GraphBuilder _graph = new("encoder");
    private readonly LayerEmitter _layers;
    private readonly EmbeddingTable _embedding;

    private EncoderGraph(ModelOptions options, Weights weights, GraphPrecision precision)
    {
        _layers = new LayerEmitter(_graph, weights, options, precision.Prefill);
        _embedding = new EmbeddingTable(_graph, weights, precision.PrefillTable);
    }

    /// <summary>Emits the graph; without a vision part it has no patch input.</summary>
    public static ModelProto Build(ModelOptions options, Weights weights, GraphPrecision precision)
    {
        var emitter = new EncoderGraph(options, weights, precision);
        emitter.Emit();
        return emitter._graph.Build();
    }

    private void Emit()
    {
        var options = _layers.Options;
        var patches = options.Vision is null
            ? Value.Absent
            : _graph.Input(TensorNames.Patches, ElementType.Float, 1, "patches", options.DModel);
        var ids = _graph.Input(TensorNames.InputIds, ElementType.Int64, 1, "tokens");
        using var at = _graph.At("encoder");
        var input = _embedding.Rows(ids);
        if (!patches.IsAbsent)
        {
            input = _graph.Concat(1, patches, input); // (1, P + T, D)
        }

        var encoded = new EncoderLayers(_layers).Emit(input, "encoder", options.EncoderLayers, options.MaxInputTokens);
        EmitCross(encoded);
        if (options.Vision is not { } vision || !(vision.Places || vision.Keypoints))
            return;
        var seen = _graph.Slice(encoded, _graph.Shape(patches, 1, 2), axis: 1);
        if (vision.Places)
            EmitHead(seen, "places", TensorNames.Places, TensorNames.PlaceNumbers);
        if (vision.Keypoints)
            EmitHead(seen, "keypoints", TensorNames.Keypoints, ScaleKeypoints.Count * TensorNames.KeypointNumbers);
    }

    /// <summary>What every patch says about where something is, in floats: it is little work.</summary>
    private void EmitHead(Value patches, string module, string output, int numbers)
    {
        var floats = new LayerEmitter(_graph, _layers.Weights, _layers.Options, LinearStorage.Float32);
        _graph.Output(floats.Mlp(patches, module, module), output, 1, "patches", numbers);
    }

    /// <summary>The projections of all decoder layers as one multiplication, then cut by layer.</summary>
    private void EmitCross(Value encoded)
    {
        var options = _layers.Options;
        string[] modules =
        [
            .. Enumerable
                .Range(0, options.DecoderLayers)
                .SelectMany(i =>
                    new[] { $"decoder.layers.{i}.cross_attn.k_proj", $"decoder.layers.{i}.cross_attn.v_proj" }
                ),
        ];
        using var at = _graph.At("cross");
        var packed = _layers.Linear(encoded, "kv_proj", modules); // (1, S, 2 * layers * KV * head)
        var heads = _graph.Reshape(packed, 0, 0, modules.Length * options.KvHeads, options.HeadDim);
        var parts = _graph.Split(_graph.Transpose(heads, 0, 2, 1, 3), 1, modules.Length); // (1, KV, S, head) each
        for (var i = 0; i < parts.Length; i++)
        {
            var name = TensorName.OfLayer(i % 2 == 0 ? TensorNames.CrossKey : TensorNames.CrossValue, i / 2);
            _graph.Output(parts[i], name, 1, options.KvHeads, "input_length", options.HeadDim);
        }
    }
}
