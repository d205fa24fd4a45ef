using Siskin.Runtime.Bundles;
using Xunit;

namespace Siskin.Runtime.Tests.Bundles;

public sealed class LinearQuantizationTests
{
    [Theory]
    [InlineData(0, 100)]
    [InlineData(0.5, 101)]
    [InlineData(0.25, 100)] // ties go to the even step
    [InlineData(0.75, 102)]
    [InlineData(-50, 0)]
    [InlineData(-51, 0)] // beyond the range, its end
    [InlineData(1e9, 65535)]
    public void Steps_are_rounded_and_cut_off(float real, int step) =>
        Assert.Equal(step, new LinearQuantization(0.5f, 100).Quantize(real));

    [Fact]
    public void Every_step_comes_back()
    {
        var quantization = new LinearQuantization(3e-4f, 12345);
        ushort[] steps = [.. Enumerable.Range(0, 65536).Select(step => (ushort)step)];
        var reals = new float[steps.Length];
        var again = new ushort[steps.Length];

        quantization.Dequantize(steps, reals);
        quantization.Quantize(reals, again);

        Assert.Equal(steps, again);
        Assert.Equal(0, quantization.Dequantize(12345));
    }

    [Fact]
    public void A_short_buffer_is_refused()
    {
        var quantization = new LinearQuantization(1, 0);

        Assert.Throws<ArgumentException>(() => quantization.Quantize([1, 2], new ushort[1]));
        Assert.Throws<ArgumentException>(() => quantization.Dequantize([1, 2], new float[1]));
    }
}
