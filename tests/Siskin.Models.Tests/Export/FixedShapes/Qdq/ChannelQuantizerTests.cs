using Siskin.Models.Export.FixedShapes.Qdq;
using Xunit;

namespace Siskin.Models.Tests.Export.FixedShapes.Qdq;

public sealed class ChannelQuantizerTests
{
    [Fact]
    public void Channels_of_the_last_axis_have_scales_of_their_own()
    {
        float[] weight = [1, 100, -2, 50, 2, -100]; // (3, 2)

        var quantized = ChannelQuantizer.Quantize(weight, outer: 3, channels: 2, [0, 0]);

        for (var i = 0; i < weight.Length; i++)
            Assert.Equal(weight[i], quantized.Steps[i] * quantized.Scales[i % 2], quantized.Scales[i % 2] / 2);
        Assert.Equal(50, quantized.Scales[1] / quantized.Scales[0], 5.0);
    }

    [Fact]
    public void Channels_of_the_first_axis_have_scales_of_their_own()
    {
        float[] weight = [1, -2, 2, 100, 50, -100]; // (2, 3)

        var quantized = ChannelQuantizer.Quantize(weight, outer: 1, channels: 2, [0, 0]);

        for (var i = 0; i < weight.Length; i++)
            Assert.Equal(weight[i], quantized.Steps[i] * quantized.Scales[i / 3], quantized.Scales[i / 3] / 2);
    }

    [Fact]
    public void Steps_are_symmetric_and_no_scale_is_worse_than_that_of_the_largest_weight()
    {
        const int max = 127;
        var random = new Random(3);
        float[] weight = [.. Enumerable.Range(0, 500).Select(_ => (float)Math.Pow(random.NextDouble() - 0.5, 3))];
        var full = weight.Max(Math.Abs) / max;

        var quantized = ChannelQuantizer.Quantize(weight, 1, 1, [0]);

        Assert.All(quantized.Steps, step => Assert.InRange(step, -max, max));
        var plain = weight.Sum(value => Math.Pow(value - (Math.Clamp(MathF.Round(value / full), -max, max) * full), 2));
        var best = weight
            .Zip(quantized.Steps, (value, step) => Math.Pow(value - (step * quantized.Scales[0]), 2))
            .Sum();
        Assert.InRange(best, 0, plain);
    }

    [Fact]
    public void A_scale_is_never_below_its_bound() =>
        Assert.Equal([0.5f], ChannelQuantizer.Quantize([1e-6f, -1e-6f], 2, 1, [0.5f]).Scales);

    [Fact]
    public void A_channel_of_zeros_stays_zero() =>
        Assert.Equal([0, 0], ChannelQuantizer.Quantize([0, 0], 2, 1, [0]).Steps.Select(step => (int)step));
}
