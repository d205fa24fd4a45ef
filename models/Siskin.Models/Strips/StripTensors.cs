using TorchSharp;
using static TorchSharp.torch;

namespace Siskin.Models.Strips;

/// <summary>A batch of samples as tensors.</summary>
internal static class StripTensors
{
    // Places: how widely the truth is spread. One place alone would say nothing about where in it the thing is.
    private const double Deviation = 1;

    private const int Reach = 4;

    // How much less what is nowhere counts than what is somewhere, of which there is less to learn from.
    private const double OfNowhere = 0.3;

    private static readonly Scalar Brightest = 255.0.ToScalar(); // lives on, see TensorArithmetic

    /// <summary>(B, C, H, L), 0 to 1.</summary>
    public static Tensor Pixels(IReadOnlyList<StripSample> samples, StripOptions options) =>
        Pixels([.. samples.Select(sample => sample.Pixels)], options);

    /// <summary>(B, C, H, L), 0 to 1.</summary>
    public static Tensor Pixels(IReadOnlyList<byte[]> strips, StripOptions options)
    {
        var bytes = new byte[strips.Count * options.Shape.Values];
        for (var i = 0; i < strips.Count; i++)
            strips[i].CopyTo(bytes, i * options.Shape.Values);
        using var scope = NewDisposeScope();
        return tensor(bytes, [strips.Count, options.Channels, options.Height, options.Length])
            .to(ScalarType.Float32)
            .div(Brightest)
            .MoveToOuterDisposeScope();
    }

    /// <summary>
    /// (B, K, L): how likely each thing is at each place, a normal distribution about where it is; the whole is 1, each
    /// thing that is known to be somewhere counting the same.
    /// </summary>
    public static Tensor Targets(IReadOnlyList<StripSample> samples, StripOptions options)
    {
        var shares = new float[samples.Count * options.Outputs * options.Length];
        var weight = samples.Sum(sample => sample.Targets.Sum(WeightOf));
        for (var i = 0; i < samples.Count * options.Outputs; i++)
        {
            var at = samples[i / options.Outputs].Targets[i % options.Outputs];
            var places = shares.AsSpan(i * options.Length, options.Length);
            if (double.IsFinite(at))
                Spread(places, at, options, weight);
            else if (at == StripSample.Nowhere)
                places.Fill((float)(OfNowhere / weight / options.Length));
        }

        return tensor(shares, [samples.Count, options.Outputs, options.Length]);
    }

    private static double WeightOf(double target) =>
        double.IsFinite(target) ? 1
        : target == StripSample.Nowhere ? OfNowhere
        : 0;

    private static void Spread(Span<float> shares, double at, StripOptions options, double all)
    {
        Span<double> weights = stackalloc double[(2 * Reach) + 1];
        var middle = (int)Math.Round(at);
        double sum = 0;
        for (var off = -Reach; off <= Reach; off++)
        {
            var apart = (middle + off - at) / Deviation;
            var isThere = options.Circular || (middle + off >= 0 && middle + off < options.Length);
            weights[off + Reach] = isThere ? Math.Exp(-0.5 * apart * apart) : 0;
            sum += weights[off + Reach];
        }

        for (var off = -Reach; off <= Reach; off++)
        {
            if (weights[off + Reach] > 0)
                shares[(middle + off + options.Length) % options.Length] += (float)(weights[off + Reach] / sum / all);
        }
    }
}
