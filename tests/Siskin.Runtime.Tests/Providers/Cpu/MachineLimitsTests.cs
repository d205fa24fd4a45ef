using Microsoft.ML.OnnxRuntime;
using Siskin.Runtime.Providers;
using Siskin.Runtime.Providers.Cpu;
using Xunit;

namespace Siskin.Runtime.Tests.Providers.Cpu;

public sealed class MachineLimitsTests
{
    [Fact]
    public void The_product_of_floats_is_what_it_is_meant_to_be() =>
        Assert.All(Product<float, float>(ProductGraph.OfFloats(), 1), y => Assert.Equal(0.5f * ProductGraph.Inner, y));

    [Fact]
    public void The_product_of_bytes_is_what_it_is_meant_to_be() =>
        Assert.All(Product<byte, int>(ProductGraph.OfBytes(), 2), y => Assert.Equal(2 * 3 * ProductGraph.Inner, y));

    [Fact]
    public void Every_rate_is_a_number_above_zero()
    {
        var limits = MachineLimits.Measure(threads: 1, TimeProvider.System, CancellationToken.None);

        Assert.Equal(1, limits.Threads);
        Assert.All(
            [limits.BytesPerS, limits.Int8MacsPerS, limits.Fp32MacsPerS],
            rate => Assert.True(double.IsFinite(rate) && rate > 0)
        );
    }

    [Fact]
    public void It_can_be_given_up()
    {
        using var stop = new CancellationTokenSource();
        stop.Cancel();

        Assert.Throws<OperationCanceledException>(() => MachineLimits.Measure(1, TimeProvider.System, stop.Token));
    }

    private static TOut[] Product<TIn, TOut>(byte[] graph, TIn value)
        where TIn : unmanaged
        where TOut : unmanaged
    {
        ComputeEnvironment.Ensure(1, spin: false);
        using var session = new InferenceSession(graph);
        var values = new TIn[ProductGraph.Rows * ProductGraph.Inner];
        Array.Fill(values, value);
        using var x = OrtValue.CreateTensorValueFromMemory(values, [ProductGraph.Rows, ProductGraph.Inner]);
        using var run = new RunOptions();
        using var y = session.Run(run, [ProductGraph.Input], [x], [ProductGraph.Output]);
        var result = y[0].GetTensorDataAsSpan<TOut>().ToArray();
        Assert.Equal(ProductGraph.Rows * ProductGraph.Columns, result.Length);
        return result;
    }
}
