using Siskin.Models.Architecture;
using Siskin.Runtime.Bundles;

namespace Siskin.Models.Comparison;

/// <summary>
/// The encoder-decoder with another share of its layers in the encoder and as many weights. A decoder's block is the
/// larger one, for it has cross-attention; so the MLP, and nothing else, is made wider or narrower, by multiples of 8.
/// </summary>
internal static class SplitSizes
{
    private const int Multiple = 8;

    /// <summary>The shares of the layers in the encoder that are compared.</summary>
    public static IReadOnlyList<(string Name, double Share)> Shares { get; } =
    [("1/3", 1 / 3.0), ("1/2", 1 / 2.0), ("2/3", 2 / 3.0), ("5/6", 5 / 6.0)];

    /// <summary>The sizes of a share.</summary>
    /// <exception cref="ArgumentException">The layers cannot be divided so.</exception>
    public static ModelOptions Of(ModelOptions model, double share)
    {
        var layers = model.EncoderLayers + model.DecoderLayers;
        var encoder = (int)Math.Round(layers * share);
        if (Math.Abs(encoder - (layers * share)) > 1e-6 || encoder == 0 || encoder == layers)
            throw new ArgumentException(
                "the splits want layers that can be divided by 6; encoder_layers and decoder_layers are "
                    + $"{model.EncoderLayers} and {model.DecoderLayers}"
            );
        var split = model with { EncoderLayers = encoder, DecoderLayers = layers - encoder };
        var wanted = Weights(model);
        return Enumerable
            .Range(1, 4 * model.MlpDim / Multiple)
            .Select(times => split with { MlpDim = times * Multiple })
            .MinBy(sizes => Math.Abs(Weights(sizes) - wanted))!;
    }

    private static long Weights(ModelOptions model) => new ModelCost(model.ToShape(default!)).Weights;
}
