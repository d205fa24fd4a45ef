using TorchSharp;

namespace Siskin.Models.Tests.Export;

/// <summary>
/// Random inputs that do not depend on the global generator, which other tests seed and use at the same time.
/// </summary>
internal static class TestTensors
{
    /// <summary>Normal values of the given dimensions.</summary>
    public static torch.Tensor Normal(params long[] dims)
    {
        using var generator = new torch.Generator(41);
        return torch.randn(dims, generator: generator);
    }

    /// <summary>Token ids of the small vocabulary, without special tokens. (1, T)</summary>
    public static torch.Tensor Tokens(int count)
    {
        var random = new Random(43);
        return torch.tensor(
            [.. Enumerable.Range(0, count).Select(_ => (long)random.Next(5, TestModel.Options.VocabSize))],
            [1, count]
        );
    }
}
