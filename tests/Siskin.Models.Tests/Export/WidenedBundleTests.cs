using Siskin.Models.Commands;
using Siskin.Models.Export;
using Siskin.Models.Export.Onnx;
using Siskin.Models.Tasks;
using Siskin.Runtime.Bundles;
using Siskin.Runtime.Inference;
using Siskin.Runtime.Text;
using Xunit;

namespace Siskin.Models.Tests.Export;

/// <summary>
/// The bundle in git is of a version whose decoder takes one token. Widened, it answers as before, and its answers are
/// the same to the last bit whatever was foreseen of them.
/// </summary>
public sealed class WidenedBundleTests : IDisposable
{
    private const int Questions = 60;
    private const int Longest = 64; // what the bundle allows

    private readonly ScratchFolder _root = new();

    private static string Shipped => Repository.PathOf("models", "bundles", "siskin-mini");

    private string Copy => Path.Combine(_root.Path, "copy");

    [Fact]
    public async Task Nothing_but_the_decoder_changes()
    {
        Assert.Equal(0, await ToolCommand.RunAsync("widen", Shipped, Copy));

        var (before, after) = (BundleReader.Open(Shipped), BundleReader.Open(Copy)); // which checks the hashes
        Assert.Equal(before.Manifest.Variants.Select(one => one.Id), after.Manifest.Variants.Select(one => one.Id));
        Assert.Equal(
            (before.Manifest.Name, before.Manifest.Confidence),
            (after.Manifest.Name, after.Manifest.Confidence)
        );
        Assert.All(
            after.Manifest.Sha256,
            file => Assert.Equal(file.Key != "cpu-int8/decoder.onnx", before.Manifest.Sha256[file.Key] == file.Value)
        );
        var (narrow, wide) = (Decoder(before), Decoder(after));
        Assert.All(
            wide.Initializers.Where(tensor => !tensor.Name.StartsWith("/integers", StringComparison.Ordinal)),
            tensor =>
                Assert.True(
                    narrow.Initializers.Find(old => old.Name == tensor.Name)!.Raw.Span.SequenceEqual(tensor.Raw.Span)
                )
        );
    }

    [Fact]
    public async Task What_takes_several_tokens_already_is_not_widened()
    {
        RandomBundle.Write(Copy, Tiny.Options, seed: 2, BundleVariantPlan.Named("cpu-int8"));

        Assert.NotEqual(0, await ToolCommand.RunAsync("widen", Copy, Path.Combine(_root.Path, "again")));

        Assert.False(Directory.Exists(Path.Combine(_root.Path, "again")));
    }

    [Fact]
    public void An_attention_that_takes_two_tokens_as_they_lie_is_not_widened()
    {
        var decoder = Decoder(BundleReader.Open(Shipped));
        var attention = decoder.Nodes.Find(node => node.OpType == "Attention")!;
        var split = decoder.Nodes.Find(node => node.Outputs.Contains(attention.Inputs[0]))!;
        var shape = decoder.Initializers.Find(tensor => tensor.Name == split.Inputs[1])!;
        var dims = shape.As<long>().ToArray(); // (1, H, 1, head)
        long[] two = [dims[0], dims[1] / 2, 2, dims[3]];
        decoder.Initializers.Add(TensorProto.Of("two tokens", two, two.Length));
        split.Inputs[1] = "two tokens";

        var refused = Assert.Throws<InvalidDataException>(() => WidenedGraph.Widen(decoder));

        Assert.Contains($"'{attention.Name}' is not between two reshapes", refused.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("events")]
    [InlineData("lookup")]
    [InlineData("telemetry")]
    public async Task Answers_do_not_depend_on_what_was_foreseen(string task)
    {
        await ToolCommand.RunAsync("widen", Shipped, Copy);
        using var engine = InferenceEngine.Load(
            BundleReader.Open(Copy),
            new EngineOptions(Threads: 1) { Lookahead = true }
        );
        Assert.True(engine.LooksAhead);
        var counter = new LookaheadCounter();
        var model = engine.Bundle.Manifest.Model;
        var lookahead = new Lookahead(engine.Graphs, model, counter, TimeProvider.System);
        var (alone, ahead) = (Decoding(engine, null), Decoding(engine, lookahead));
        int[] last = [];
        foreach (var ids in Inputs(engine, task))
        {
            using var read = engine.Graphs.Prefill(null, ids, ids.Length);
            var plain = Decode(alone);
            lookahead.Begin([], []);
            var pairs = Decode(ahead);
            foreach (
                var previous in (int[][])
                    [
                        [],
                        pairs.Tokens,
                        last,
                    ]
            )
            {
                lookahead.Begin(ids, previous);
                var foreseen = Decode(ahead);
                Assert.Equal(pairs.Tokens, foreseen.Tokens);
                Assert.Equal(pairs.Likelihood, foreseen.Likelihood); // to the last bit
            }

            // A row alone is rounded a little differently; where nothing is nearly as likely, nothing comes of that.
            if (plain.Likelihood > 0.55)
                Assert.Equal(plain.Tokens, pairs.Tokens);
            last = pairs.Tokens;
        }

        Assert.InRange(counter.Accepted, Questions, counter.Proposed);
    }

    [Theory]
    [InlineData("cpu-int8")]
    [InlineData("cpu-int4")]
    [InlineData("cpu-fp32")]
    public void Exported_decoders_can_look_ahead(string variant)
    {
        RandomBundle.Write(Copy, TestModel.Options, seed: 4, BundleVariantPlan.Named(variant));
        using var engine = InferenceEngine.Load(BundleReader.Open(Copy), new EngineOptions { Lookahead = true });

        Assert.True(engine.LooksAhead);
    }

    [Fact]
    public void A_small_model_and_an_older_bundle_take_one_token_at_a_time()
    {
        RandomBundle.Write(Copy, TestModel.Options, seed: 4, BundleVariantPlan.Named("cpu-int8"));
        using var small = InferenceEngine.Load(BundleReader.Open(Copy), new EngineOptions());
        using var older = InferenceEngine.Load(BundleReader.Open(Shipped), new EngineOptions { Lookahead = true });

        Assert.False(small.LooksAhead);
        Assert.False(older.LooksAhead);
    }

    public void Dispose() => _root.Dispose();

    private static GraphProto Decoder(Bundle bundle) =>
        ModelProto.Load(bundle.GraphPath(bundle.Variant("cpu-int8").Decoder)).Graph;

    private static IEnumerable<int[]> Inputs(InferenceEngine engine, string name)
    {
        var model = engine.Bundle.Manifest.Model;
        var synthesizer = new Synthesizer();
        for (var seed = 0; seed < Questions; seed++)
        {
            var sample = synthesizer.Draw(name, seed);
            var ids = PromptLayout.Encode(engine.Tokenizer, model.Tokens, sample.Prompt, sample.Sensors);
            if (ids.Length <= model.MaxInputTokens)
                yield return ids;
        }
    }

    private static Generator Decoding(InferenceEngine engine, Lookahead? lookahead) =>
        new(
            engine.Graphs,
            engine.Bundle.Manifest.Model,
            engine.Tokenizer.VocabSize,
            TimeProvider.System,
            lookahead: lookahead
        );

    private static (int[] Tokens, double Likelihood) Decode(Generator generator)
    {
        generator.Run(new GenerationLimits(Longest, null, null, IgnoreEnd: false), null, CancellationToken.None);
        return (generator.Output.ToArray(), generator.Likelihood);
    }
}
