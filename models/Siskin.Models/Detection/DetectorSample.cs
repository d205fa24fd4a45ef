using Siskin.Runtime.Inference.Text;
using TorchSharp;
using static TorchSharp.torch;

namespace Siskin.Models.Detection;

/// <summary>A frame and what is to be told of its cells.</summary>
/// <param name="Levels">(3, S, S) levels of 0 to 255.</param>
/// <param name="Truth">(4, S / 4, S / 4), see <see cref="DetectorNetwork.Outputs"/>; the first is 0 to 1.</param>
/// <param name="Rows">The rows in it, in pixels.</param>
internal sealed record DetectorSample(byte[] Levels, float[] Truth, IReadOnlyList<LineBox> Rows)
{
    /// <summary>Pixels of a side, S.</summary>
    public const int Side = 256;

    private const int Cells = Side / DetectorNetwork.Stride;

    private static readonly Scalar Brightest = 255.0.ToScalar(); // lives on, see TensorArithmetic

    /// <summary>(B, 3, S, S), 0 to 1.</summary>
    public static Tensor Pixels(IReadOnlyList<DetectorSample> batch)
    {
        using var scope = NewDisposeScope();
        var bytes = new byte[batch.Count * DetectorNetwork.Channels * Side * Side];
        for (var i = 0; i < batch.Count; i++)
            batch[i].Levels.CopyTo(bytes, i * DetectorNetwork.Channels * Side * Side);
        return tensor(bytes, [batch.Count, DetectorNetwork.Channels, Side, Side])
            .to(ScalarType.Float32)
            .div(Brightest)
            .MoveToOuterDisposeScope();
    }

    /// <summary>(B, 4, S / 4, S / 4).</summary>
    public static Tensor Targets(IReadOnlyList<DetectorSample> batch) =>
        tensor(
            batch.SelectMany(sample => sample.Truth).ToArray(),
            [batch.Count, DetectorNetwork.Outputs, Cells, Cells]
        );
}
