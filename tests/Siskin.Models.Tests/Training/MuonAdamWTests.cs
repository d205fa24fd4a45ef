using Siskin.Models.Training;
using TorchSharp;
using Xunit;

namespace Siskin.Models.Tests.Training;

public sealed class MuonAdamWTests
{
    [Theory]
    [InlineData(16, 16)]
    [InlineData(48, 12)]
    [InlineData(12, 48)]
    public void Orthogonalized_matrices_have_singular_values_near_one(int rows, int columns)
    {
        torch.manual_seed(3);
        using var matrix = torch.randn(3, rows, columns);
        using var result = MuonAdamW.Orthogonalize(matrix);
        using var singular = torch.linalg.svdvals(result);
        Assert.Equal([3, rows, columns], result.shape);
        Assert.All(singular.data<float>().ToArray(), s => Assert.InRange(s, 0.5f, 1.4f));
    }
}
