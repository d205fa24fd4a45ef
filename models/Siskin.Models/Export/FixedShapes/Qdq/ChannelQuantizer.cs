using Siskin.Models.Export.Quantization;

namespace Siskin.Models.Export.FixedShapes.Qdq;

/// <summary>A weight in symmetric steps with one scale per output channel.</summary>
/// <param name="Steps">In the order of the weight.</param>
/// <param name="Scales">One per channel.</param>
internal sealed record ChannelQuantized(sbyte[] Steps, float[] Scales);

/// <summary>
/// Quantizes weights symmetrically to 8 bits, with the scale of each output channel chosen for the smallest square
/// error.
/// </summary>
internal static class ChannelQuantizer
{
    // Below that, what is cut off costs more than finer steps gain, for any distribution that weights have.
    private const double SmallestShare = 0.5;
    private const int Candidates = 26;

    private const int Steps = sbyte.MaxValue; // -127..127: symmetric

    /// <param name="weight">Row-major.</param>
    /// <param name="outer">Product of the dimensions in front of the channel axis.</param>
    /// <param name="channels">Size of the channel axis.</param>
    /// <param name="minScales">Lower bounds of the scales, one per channel.</param>
    public static ChannelQuantized Quantize(
        ReadOnlySpan<float> weight,
        int outer,
        int channels,
        ReadOnlySpan<float> minScales
    )
    {
        var inner = weight.Length / (outer * channels);
        var quantized = new ChannelQuantized(new sbyte[weight.Length], new float[channels]);
        var channel = new float[outer * inner];
        for (var c = 0; c < channels; c++)
        {
            for (var o = 0; o < outer; o++)
                weight.Slice(((o * channels) + c) * inner, inner).CopyTo(channel.AsSpan(o * inner));
            var scale = Math.Max(BestScale(channel), minScales[c]);
            quantized.Scales[c] = scale;
            for (var i = 0; i < channel.Length; i++)
            {
                var at = ((((i / inner) * channels) + c) * inner) + (i % inner);
                quantized.Steps[at] = (sbyte)SymmetricScale.Round(channel[i], scale, Steps);
            }
        }

        return quantized;
    }

    private static float BestScale(ReadOnlySpan<float> channel)
    {
        var full = SymmetricScale.Of(channel, Steps);
        (var best, var min) = (full, double.MaxValue);
        for (var i = 0; i < Candidates; i++)
        {
            var scale = (float)(full * (1 - ((1 - SmallestShare) * i / (Candidates - 1))));
            double error = 0;
            foreach (var value in channel)
            {
                double difference = value - (SymmetricScale.Round(value, scale, Steps) * scale);
                error += difference * difference;
            }

            if (error < min)
                (best, min) = (scale, error);
        }

        return best;
    }
}
