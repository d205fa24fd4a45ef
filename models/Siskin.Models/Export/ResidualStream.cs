using Siskin.Models.Export.Onnx;

namespace Siskin.Models.Export;

/// <summary>
/// The running sum that sub-layers read through a norm and add to. An addition waits for the next norm, so that both
/// become one <c>SkipSimplifiedLayerNormalization</c>.
/// </summary>
internal sealed class ResidualStream(LayerEmitter layers, Value start)
{
    private Value sum = start;
    private Value pending = Value.Absent;

    private float Epsilon => (float)layers.Options.NormEpsilon;

    /// <summary>The RMSNorm of the sum; <paramref name="module"/> names the norm's weight.</summary>
    public Value Norm(string place, string module)
    {
        using GraphBuilder.Place at = layers.Graph.At(place);
        Value weight = layers.Parameter($"{module}.weight");
        if (pending.IsAbsent)
        {
            return layers.Graph.SimplifiedLayerNormalization(sum, weight, Epsilon);
        }

        (Value normalized, sum) = layers.Graph.SkipSimplifiedLayerNormalization(pending, sum, weight, Epsilon);
        pending = Value.Absent;
        return normalized;
    }

    /// <summary>Adds a sub-layer's output, through its post-norm where the network has one.</summary>
    public void Add(Value change, string postNormPlace, string postNormModule)
    {
        if (!pending.IsAbsent)
        {
            throw new InvalidOperationException($"a second addition at {postNormModule} before a norm");
        }

        pending = change;
        if (layers.Options.DualNorm)
        {
            using GraphBuilder.Place at = layers.Graph.At(postNormPlace);
            pending = layers.Graph.SimplifiedLayerNormalization(change, layers.Parameter($"{postNormModule}.weight"), Epsilon);
        }
    }
}
