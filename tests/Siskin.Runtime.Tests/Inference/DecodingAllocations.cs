using Siskin.Runtime.Inference;
using Siskin.Runtime.Text;
using Xunit;

namespace Siskin.Runtime.Tests.Inference;

/// <summary>The promise that a decoded token costs no managed memory, for every kind of decoder graph.</summary>
internal static class DecodingAllocations
{
    /// <summary>Decodes the longest answer twice; the second time nothing may be allocated.</summary>
    public static void AssertNone(InferenceEngine engine)
    {
        var model = engine.Bundle.Manifest.Model;
        var generator = new Generator(engine.Graphs, model, engine.Tokenizer.VocabSize, TimeProvider.System);
        var input = PromptLayout.Encode(engine.Tokenizer, model.Tokens, "Read it.", null);
        using var read = engine.Graphs.Prefill(null, input, input.Length);
        var limits = new GenerationLimits(model.MaxOutputTokens, null, null, IgnoreEnd: true);
        generator.Run(limits, null, CancellationToken.None);

        var allocated = Allocated.By(() => generator.Run(limits, null, CancellationToken.None));

        Assert.Equal(model.MaxOutputTokens, generator.Count);
        Assert.Equal(0, allocated);
    }
}
