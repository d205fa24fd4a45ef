using Siskin.Models.Architecture;
using Siskin.Models.Export.Graphs;
using Siskin.Models.Export.Onnx;
using Siskin.Runtime.Bundles;

namespace Siskin.Models.Export.FixedShapes;

/// <summary>The float graphs of every bucket of a variant with fixed shapes.</summary>
/// <param name="Plan">The shapes.</param>
/// <param name="Visions">One per canvas.</param>
/// <param name="Encoders">One per length.</param>
/// <param name="Decoder">The decoder.</param>
internal sealed record StaticVariant(
    StaticShapePlan Plan,
    IReadOnlyList<ModelProto> Visions,
    IReadOnlyList<ModelProto> Encoders,
    ModelProto Decoder
)
{
    /// <summary>Every graph.</summary>
    public IEnumerable<ModelProto> All => [.. Visions, .. Encoders, Decoder];

    /// <summary>Emits the graphs.</summary>
    public static StaticVariant Build(ModelOptions options, Weights weights, SpecialTokens tokens)
    {
        var plan = StaticShapePlan.For(options);
        return new StaticVariant(
            plan,
            [.. plan.Canvases.Select(size => StaticVisionGraph.Build(options, weights, size.Rows, size.Columns))],
            [.. plan.Lengths.Select(length => StaticEncoderGraph.Build(options, weights, tokens, length))],
            StaticDecoderGraph.Build(options, weights)
        );
    }
}
