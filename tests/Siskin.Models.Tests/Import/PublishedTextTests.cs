using System.Text.Json;
using Siskin.Models.Architecture;
using Siskin.Models.Export;
using Siskin.Models.Export.Graphs;
using Siskin.Models.Import;
using Siskin.Models.Tests.Commands;
using Siskin.Runtime.Bundles;
using TorchSharp;
using Xunit;

namespace Siskin.Models.Tests.Import;

public sealed class PublishedTextTests : IDisposable
{
    private static readonly ModelOptions Options = new()
    {
        VocabSize = 300,
        DModel = 32,
        Heads = 6,
        KvHeads = 3,
        HeadDim = 8,
        MlpDim = 64,
        EncoderLayers = 2,
        DecoderLayers = 2,
        MaxInputTokens = 64,
        MaxOutputTokens = 16,
        Vision = null,
    };

    private readonly ScratchFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Heads_that_share_a_key_become_neighbours() =>
        Assert.Equal([0, 3, 1, 4, 2, 5], PublishedText.Order(heads: 6, kvHeads: 3));

    [Fact]
    public void A_checkpoint_in_the_published_layout_becomes_the_network_that_it_was()
    {
        using var network = RandomNetwork.Create(Options, seed: 3);
        var path = Published(network);

        using var archive = new TorchArchive(path);
        var tensors = archive.Tensors("model_state_dict");
        var options = PublishedText.Options(tensors, heads: 6, maxInputTokens: 64, maxOutputTokens: 16);
        var weights = PublishedText.Weights(tensors, options);

        Assert.Equal(Options with { Vision = null }, options);
        foreach (var (name, parameter) in network.named_parameters())
            Assert.Equal(parameter.data<float>().ToArray(), weights.Get(name).Values);
        weights.ThrowIfUnused();
    }

    [Fact]
    public async Task An_imported_bundle_states_what_the_model_expects()
    {
        using var network = RandomNetwork.Create(Options, seed: 3);
        var bundle = Path.Combine(_folder.Path, "bundle");
        var tokenizer = Path.Combine(_folder.Path, "tokenizer.json");
        await File.WriteAllBytesAsync(tokenizer, RandomVocabulary.Write(300));

        var (code, _) = await ToolRun.Capture([
            .. new[] { "import", Published(network), bundle, "--tokenizer", tokenizer, "--variants", "cpu-fp32" },
            .. new[] { "--end", "5", "6", "--max-input", "64", "--max-output", "16" },
        ]);

        Assert.Equal(0, code);
        var manifest = BundleReader.Open(bundle).Manifest;
        Assert.Equal(new SpecialTokens(0, 1, 5, -1, -1), manifest.Model.Tokens);
        Assert.Equal([6], manifest.Text.FurtherEnds);
        Assert.Contains(
            "###Question\n{prompt}\n###Context\n{sensors}\n",
            manifest.Text.Template,
            StringComparison.Ordinal
        );
        Assert.Null(manifest.Vision);
        Assert.Empty(manifest.Tasks);
    }

    [Fact]
    public async Task A_checkpoint_of_another_kind_is_refused_in_one_sentence()
    {
        var path = Path.Combine(_folder.Path, "other.pt");
        TorchFile.Write(path, [("layers.0.weight", [1], [1])]);
        var tokenizer = Path.Combine(_folder.Path, "tokenizer.json");
        await File.WriteAllBytesAsync(tokenizer, RandomVocabulary.Write(300));

        var (code, errors) = await ToolRun.CaptureErrors(
            "import",
            path,
            Path.Combine(_folder.Path, "bundle"),
            "--tokenizer",
            tokenizer
        );

        Assert.Equal(2, code);
        Assert.Contains("not of the published text model", errors, StringComparison.Ordinal);
    }

    /// <summary>
    /// The published layout with random weights and the logits that the published code computed, where somebody has
    /// them: <c>SISKIN_MU</c> names a folder with tiny-mu.pt and tiny-mu-logits.json. Its heads are too narrow for the
    /// graphs, which are held to the network elsewhere.
    /// </summary>
    [Fact]
    public void The_network_gives_the_logits_of_the_published_code()
    {
        if (Environment.GetEnvironmentVariable("SISKIN_MU") is not { Length: > 0 } folder)
            return; // not part of this repository
        using var archive = new TorchArchive(Path.Combine(folder, "tiny-mu.pt"));
        var tensors = archive.Tensors("model_state_dict");
        var options = PublishedText.Options(tensors, heads: 6, maxInputTokens: 64, maxOutputTokens: 16);
        var weights = PublishedText.Weights(tensors, options);
        using var expected = JsonDocument.Parse(File.ReadAllBytes(Path.Combine(folder, "tiny-mu-logits.json")));
        float[] logits =
        [
            .. expected
                .RootElement.GetProperty("logits")
                .EnumerateArray()
                .SelectMany(row => row.EnumerateArray().Select(value => value.GetSingle())),
        ];

        var actual = Run(options, weights, Ids(expected, "ids"), Ids(expected, "dec"));

        Assert.Equal(logits.Length, actual.Length);
        Assert.InRange(logits.Zip(actual, (one, other) => Math.Abs(one - other)).Max(), 0, 1e-4);
    }

    private static long[] Ids(JsonDocument document, string name) =>
        [.. document.RootElement.GetProperty(name).EnumerateArray().Select(id => id.GetInt64())];

    private static float[] Run(ModelOptions options, Weights weights, long[] ids, long[] tokens)
    {
        using var network = new EncoderDecoder(options);
        network.eval();
        using var noGrad = torch.no_grad();
        foreach (var (name, parameter) in network.named_parameters())
            parameter.copy_(torch.tensor(weights.Get(name).Values, parameter.shape));
        var (encoded, mask) = network.Encode(null, torch.tensor(ids, [1, ids.Length]), null);
        return network.Decode(encoded, mask, torch.tensor(tokens, [1, tokens.Length])).data<float>().ToArray();
    }

    /// <summary>The file that the published code would have written of this network.</summary>
    private string Published(Network network)
    {
        var path = Path.Combine(_folder.Path, "published.pt");
        var order = PublishedText.Order(6, 3);
        TorchFile.Write(path, network.named_parameters().Select(entry => Of(entry.name, entry.parameter)));
        return path;

        (string, float[], long[]) Of(string name, torch.Tensor parameter)
        {
            var values = parameter.data<float>().ToArray();
            if (name.Contains(".q_proj.", StringComparison.Ordinal))
                values = Unordered(values, values.Length / 6);
            if (name.EndsWith(".o_proj.weight", StringComparison.Ordinal))
                values = [.. values.Chunk(6 * 8).SelectMany(row => Unordered(row, 8))];
            return (NameOf(name), values, parameter.shape);
        }

        float[] Unordered(float[] values, int block)
        {
            var there = new float[values.Length];
            for (var head = 0; head < order.Length; head++)
                values.AsSpan(head * block, block).CopyTo(there.AsSpan(order[head] * block));
            return there;
        }
    }

    private static string NameOf(string ours) =>
        ours.Replace("embedding.weight", "transformer.wte.weight", StringComparison.Ordinal)
            .Replace("encoder.norm", "transformer.ln_e", StringComparison.Ordinal)
            .Replace("decoder.norm", "transformer.ln_f", StringComparison.Ordinal)
            .Replace("encoder.layers", "transformer.e", StringComparison.Ordinal)
            .Replace("decoder.layers", "transformer.h", StringComparison.Ordinal)
            .Replace(
                ".self_attn.",
                ours.StartsWith("decoder", StringComparison.Ordinal) ? ".causal_attn." : ".attn.",
                StringComparison.Ordinal
            )
            .Replace("q_proj", "q_linear", StringComparison.Ordinal)
            .Replace("k_proj", "k_linear", StringComparison.Ordinal)
            .Replace("v_proj", "v_linear", StringComparison.Ordinal)
            .Replace("o_proj", "out_linear", StringComparison.Ordinal);
}
