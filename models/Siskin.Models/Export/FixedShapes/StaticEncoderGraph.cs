using Siskin.Models.Architecture;
using Siskin.Models.Export.Graphs;
using Siskin.Models.Export.Onnx;
using Siskin.Runtime.Bundles;

namespace Siskin.Models.Export.FixedShapes;

/// <summary>
/// The encoder graph of one length. Every position is the sum of a row of the embedding and a row of the patches, one
/// of which is zero: so patches and text stand densely, whatever their numbers are.
/// </summary>
internal sealed class StaticEncoderGraph
{
    private readonly GraphBuilder _graph = new("encoder");
    private readonly StaticLayers _layers;
    private readonly int _length;
    private readonly SpecialTokens _tokens;

    private StaticEncoderGraph(ModelOptions options, Weights weights, SpecialTokens tokens, int length)
    {
        _layers = new StaticLayers(_graph, weights, options);
        (_tokens, _length) = (tokens, length);
    }

    /// <summary>Emits the graph in float32; without a vision part it has no patch inputs.</summary>
    /// <param name="options">The network's sizes.</param>
    /// <param name="weights">The network's weights.</param>
    /// <param name="tokens">Special tokens; the image token's row is zero here.</param>
    /// <param name="length">Positions.</param>
    public static ModelProto Build(ModelOptions options, Weights weights, SpecialTokens tokens, int length)
    {
        var emitter = new StaticEncoderGraph(options, weights, tokens, length);
        emitter.Emit();
        return emitter._graph.Build();
    }

    private void Emit()
    {
        var options = _layers.Options;
        var ids = _graph.Input(TensorNames.InputIds, ElementType.Int32, _length);
        var mask = _graph.Input(TensorNames.InputMask, ElementType.Float, 1, 1, 1, _length);
        Value patchIds = default,
            patches = default;
        if (options.Vision is { } vision)
        {
            patchIds = _graph.Input(TensorNames.PatchIds, ElementType.Int32, _length);
            patches = _graph.Input(TensorNames.Patches, ElementType.Float, vision.MaxPatches + 1, options.DModel);
        }

        using var at = _graph.At("encoder");
        var input = Embed(ids);
        if (options.Vision is not null)
        {
            using var join = _graph.At("join");
            input = _graph.Add(input, _graph.Gather(patches, patchIds)); // (S, D)
        }

        var encoded = new StaticBlocks(_layers, _length, mask, rotary: true).Emit(
            input,
            "encoder",
            options.EncoderLayers
        );
        EmitCross(encoded);
    }

    private Value Embed(Value ids)
    {
        using var at = _graph.At("embedding");
        var embedding = _layers.Weights.Get("embedding.weight");
        float[] rows = [.. embedding.Values];
        var width = _layers.Options.DModel;
        rows.AsSpan(_tokens.Image * width, width).Clear();
        return _graph.Gather(_graph.Constant(TensorProto.Of("embedding.input_rows", rows, embedding.Dims)), ids);
    }

    private void EmitCross(Value encoded)
    {
        var options = _layers.Options;
        using var at = _graph.At("cross");
        for (var i = 0; i < options.DecoderLayers; i++)
        {
            var module = $"decoder.layers.{i}.cross_attn";
            using var layer = _graph.At($"layers.{i}");
            var keys = _layers.Linear(encoded, "k_proj", $"{module}.k_proj");
            var split = _graph.Reshape(keys, 1, _length, options.KvHeads, options.HeadDim);
            var values = _layers.SplitHeads(
                _layers.Linear(encoded, "v_proj", $"{module}.v_proj"),
                options.KvHeads,
                _length
            );
            _graph.Output(
                _graph.Transpose(split, 0, 2, 3, 1),
                TensorName.OfLayer(TensorNames.CrossKey, i),
                1,
                options.KvHeads,
                options.HeadDim,
                _length
            );
            _graph.Output(
                values,
                TensorName.OfLayer(TensorNames.CrossValue, i),
                1,
                options.KvHeads,
                _length,
                options.HeadDim
            );
        }
    }
}
