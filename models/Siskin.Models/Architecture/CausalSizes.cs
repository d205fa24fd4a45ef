using Siskin.Runtime.Bundles;

namespace Siskin.Models.Architecture;

/// <summary>
/// Layers and MLP width of the decoder-only network that has as many weights as the encoder-decoder of the same
/// options.
/// </summary>
/// <remarks>
/// A block without cross-attention is smaller than one with it. The layers are the encoder-decoder's block weights over
/// those of one such block, rounded. In a network of few layers that may be several percent off; then the MLP, and
/// nothing else, is made wider or narrower, by multiples of 128 where that comes within one percent, or of 64, 32 or
/// 16: the coarser the multiple, the faster the kernels. The vision encoder stays as it is.
/// </remarks>
/// <param name="Layers">Blocks of the stack.</param>
/// <param name="MlpDim">Inner width of their MLP.</param>
public readonly record struct CausalSizes(int Layers, int MlpDim)
{
    private const double Enough = 0.01;

    /// <summary>The sizes that match the options' encoder-decoder.</summary>
    public static CausalSizes Of(ModelOptions options)
    {
        var shape = options.ToShape(default!, ModelShape.EncoderDecoder);
        var wanted = new ModelCost(shape).Weights;
        var layers = Math.Max(1, (int)Math.Round(Blocks(wanted) / (double)Block(options.MlpDim)));
        var best = new CausalSizes(layers, options.MlpDim);
        foreach (var multiple in (ReadOnlySpan<int>)[128, 64, 32, 16])
        {
            if (Off(best) <= Enough)
                break;
            var exact = options.MlpDim + (Blocks(wanted) / (double)layers - Block(options.MlpDim)) / PerColumn();
            var near = new CausalSizes(layers, Math.Max(multiple, (int)Math.Round(exact / multiple) * multiple));
            if (Off(near) < Off(best))
                best = near;
        }

        return best;

        long Block(int mlp) => Weights(1, mlp) - Weights(0, mlp);
        double PerColumn() => Block(options.MlpDim + 1) - Block(options.MlpDim);
        long Blocks(long all) => all - Weights(0, options.MlpDim);
        double Off(CausalSizes sizes) => Math.Abs(Weights(sizes.Layers, sizes.MlpDim) - wanted) / (double)wanted;
        long Weights(int count, int mlp) =>
            new ModelCost(
                shape with
                {
                    Architecture = ModelShape.DecoderOnly,
                    EncoderLayers = 0,
                    DecoderLayers = count,
                    MlpDim = mlp,
                }
            ).Weights;
    }
}
