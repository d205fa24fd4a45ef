using TorchSharp;
using Xunit;

namespace Siskin.Models.Tests.Export;

/// <summary>Comparison of two tensors of the same shape.</summary>
internal static class Closeness
{
    /// <summary>Asserts equal shapes and a largest absolute difference.</summary>
    public static void AssertClose(torch.Tensor expected, torch.Tensor actual, double tolerance)
    {
        Assert.Equal(expected.shape, actual.shape);
        double difference = expected.numel() == 0 ? 0 : (expected - actual).abs().max().item<float>();
        Assert.True(difference <= tolerance, $"largest difference {difference:G3}, allowed {tolerance:G3}");
    }

    /// <summary>Norm of the difference over the norm of what is expected.</summary>
    public static double RelativeError(torch.Tensor expected, torch.Tensor actual) =>
        (expected - actual).norm().item<float>() / expected.norm().item<float>();
}
