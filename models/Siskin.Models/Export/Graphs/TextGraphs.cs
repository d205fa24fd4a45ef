using Siskin.Models.Architecture;
using Siskin.Models.Export.Onnx;
using Siskin.Runtime.Bundles;

namespace Siskin.Models.Export.Graphs;

/// <summary>The graphs of a network beside the one for vision, by its architecture.</summary>
internal static class TextGraphs
{
    /// <summary>Name of the graph that reads the input.</summary>
    public static string InputName(ModelOptions options) => IsCausal(options) ? "prefill" : "encoder";

    /// <summary>Emits the graph that reads the input.</summary>
    public static ModelProto BuildInput(ModelOptions options, Weights weights, GraphPrecision precision) =>
        IsCausal(options)
            ? CausalGraph.BuildPrefill(options, weights, precision)
            : EncoderGraph.Build(options, weights, precision);

    /// <summary>Whether the graph that reads the input also reads the answer.</summary>
    public static bool AreOne(ModelOptions options, GraphPrecision precision) =>
        IsCausal(options) && precision.Prefill == precision.Step;

    /// <summary>Emits the graph that reads tokens of the answer.</summary>
    /// <param name="options">The network's sizes.</param>
    /// <param name="weights">Its weights.</param>
    /// <param name="precision">How they are stored.</param>
    /// <param name="takesOne">Whether a step takes one token, as a decoder-only network's always does.</param>
    public static ModelProto BuildStep(
        ModelOptions options,
        Weights weights,
        GraphPrecision precision,
        bool takesOne
    ) =>
        AreOne(options, precision) ? BuildInput(options, weights, precision)
        : IsCausal(options) ? CausalGraph.BuildStep(options, weights, precision)
        : DecoderGraph.Build(options, weights, precision, takesOne);

    private static bool IsCausal(ModelOptions options) => options.Architecture == ModelShape.DecoderOnly;
}
