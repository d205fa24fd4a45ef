using Siskin.Models.Architecture;
using Siskin.Models.Export.Graphs;
using Siskin.Models.Export.Onnx;
using TorchSharp;

namespace Siskin.Models.Tests.Export.Graphs;

/// <summary>Runs one emitted layer: x (1, T, D) -> y.</summary>
internal static class LayerGraph
{
    public static torch.Tensor Run(
        EncoderDecoder network,
        LinearStorage storage,
        torch.Tensor x,
        Func<LayerEmitter, Value, Value> emit
    )
    {
        var graph = new GraphBuilder("layer");
        var input = graph.Input("x", ElementType.Float, 1, "length", x.shape[2]);
        var output = emit(new LayerEmitter(graph, Weights.Of(network), network.Options, storage), input);
        graph.Output(output, "y");
        using var session = new GraphSession(graph.Build());
        return session.Run(("x", x))["y"];
    }
}
