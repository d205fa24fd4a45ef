using Siskin.Runtime.Inference;
using Siskin.Runtime.Inference.EncoderDecoder;
using Siskin.Runtime.Text;
using Xunit;

namespace Siskin.Runtime.Tests.Inference;

public sealed class GeneratorTests
{
    [Fact]
    public void Decoding_allocates_nothing_per_token()
    {
        using var bundle = new EchoBundle();
        using var engine = InferenceEngine.Load(bundle.Open(), new EngineOptions(Threads: 1));
        var model = engine.Bundle.Manifest.Model;
        var generator = new Generator(engine.Graphs, model, engine.Tokenizer.VocabSize, TimeProvider.System);
        var ids = PromptLayout.Encode(
            engine.Tokenizer,
            model.Tokens,
            new string('x', EchoBundle.MaxOutputTokens),
            null
        );
        using var read = engine.Graphs.Prefill(null, ids, 1);
        var limits = new GenerationLimits(
            EchoBundle.MaxOutputTokens,
            TimeProvider.System.GetTimestamp() + (TimeProvider.System.TimestampFrequency * 60),
            null,
            IgnoreEnd: true
        );
        generator.Run(limits, null, CancellationToken.None);

        var allocated = Allocated.By(() => generator.Run(limits, null, CancellationToken.None));

        Assert.Equal(EchoBundle.MaxOutputTokens, generator.Count);
        Assert.Equal(0, allocated);
    }

    [Fact]
    public void Self_attention_buffers_are_past_and_present_at_once()
    {
        using var bundle = new EchoBundle();
        using var engine = InferenceEngine.Load(bundle.Open(), new EngineOptions(Threads: 1));
        using var read = engine.Graphs.Prefill(null, [5, 6, 7], 1);

        engine.Graphs.Step(1, 0);
        engine.Graphs.Step(1, 1);

        // The echo model adds one to its past at every step.
        Assert.All(
            ((DecoderGraph)((EncoderDecoderGraphs)engine.Graphs).Decoder).PastOf(0).ToArray(),
            value => Assert.Equal(2, value)
        );
    }
}
