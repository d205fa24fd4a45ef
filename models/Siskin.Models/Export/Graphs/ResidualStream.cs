using Siskin.Models.Export.Onnx;

namespace Siskin.Models.Export.Graphs;

/// <summary>
/// The running sum that sub-layers read through a norm and add to. An addition waits for the next norm, so that both
/// become one <c>SkipSimplifiedLayerNormalization</c>.
/// </summary>
internal sealed class ResidualStream(LayerEmitter layers, Value start)
{
    private Value _sum = start;
    private Value _pending = Value.Absent;

    private float Epsilon => (float)layers.Options.NormEpsilon;

    /// <summary>The RMSNorm of the sum; <paramref name="module"/> names the norm's weight.</summary>
    public Value Norm(string place, string module)
    {
        using var at = layers.Graph.At(place);
        var weight = layers.Parameter($"{module}.weight");
        if (_pending.IsAbsent)
        {
            return layers.Graph.SimplifiedLayerNormalization(_sum, weight, Epsilon);
        }

        (var normalized, _sum) = layers.Graph.SkipSimplifiedLayerNormalization(_pending, _sum, weight, Epsilon);
        _pending = Value.Absent;
        return normalized;
    }

    /// <summary>Goes on with the last token alone; just behind a norm.</summary>
    public void KeepLast() => _sum = layers.Graph.Last(_sum, axis: 1);

    /// <summary>Adds a sub-layer's output, through its post-norm where the network has one.</summary>
    public void Add(Value change, string postNormPlace, string postNormModule)
    {
        if (!_pending.IsAbsent)
        {
            throw new InvalidOperationException($"a second addition at {postNormModule} before a norm");
        }

        _pending = change;
        if (layers.Options.DualNorm)
        {
            using var at = layers.Graph.At(postNormPlace);
            var weight = layers.Parameter($"{postNormModule}.weight");
            _pending = layers.Graph.SimplifiedLayerNormalization(change, weight, Epsilon);
        }
    }
}
