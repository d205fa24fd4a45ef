using Siskin.Models.Architecture;
using Siskin.Models.Data;
using Siskin.Models.Export;
using Siskin.Models.Export.FixedShapes;
using Siskin.Models.Export.FixedShapes.Ranges;
using Siskin.Models.Export.Graphs;
using static TorchSharp.torch;

namespace Siskin.Models.Tests.Export.FixedShapes;

/// <summary>A small random network, its float graphs of fixed shapes, and samples for both.</summary>
internal sealed class StaticModel : IDisposable
{
    public StaticModel(ModelOptions options)
    {
        Network = (EncoderDecoder)RandomNetwork.Create(options, seed: 7);
        Variant = StaticVariant.Build(options, Weights.Of(Network), RandomVocabulary.Tokens);
        Runner = new CalibrationRunner(Variant, options, RandomVocabulary.Tokens);
    }

    public EncoderDecoder Network { get; }

    public StaticVariant Variant { get; }

    public CalibrationRunner Runner { get; }

    /// <summary>A frame of noise (none for 0 rows), text and an answer.</summary>
    public static EncodedSample Sample(int rows, int columns, int text, int answer)
    {
        var pixels = rows == 0 ? null : TestTensors.Normal(1, 3, rows * 16, columns * 16).data<float>().ToArray();
        return new EncodedSample("test", Ids(text), Ids(answer), pixels, rows, columns);
    }

    /// <summary>The network's own logits for a sample, (T, vocab).</summary>
    public Tensor Expected(EncodedSample sample)
    {
        using var scope = NewDisposeScope();
        var pixels = sample.Pixels is { } values ? tensor(values, [1, 3, sample.Rows * 16, sample.Columns * 16]) : null;
        long[] ids = [.. sample.InputIds.Select(id => (long)id)];
        (var encoded, var mask) = Network.Encode(pixels, tensor(ids, [1, ids.Length]), textMask: null);
        int[] tokens = [RandomVocabulary.Tokens.Bos, .. sample.AnswerIds[..^1]];
        long[] input = [.. tokens.Select(id => (long)id)];
        return Network
            .Decode(encoded, mask, tensor(input, [1, input.Length]))
            .squeeze(0)
            .detach()
            .MoveToOuterDisposeScope();
    }

    /// <summary>Logits of the float graphs, (T, vocab).</summary>
    public Tensor Logits(EncodedSample sample)
    {
        var logits = Runner.Run(sample);
        return tensor(logits.SelectMany(row => row).ToArray(), [logits.Count, Network.Options.VocabSize]);
    }

    public void Dispose()
    {
        Runner.Dispose();
        Network.Dispose();
    }

    private static int[] Ids(int count) => [.. TestTensors.Tokens(count).data<long>().ToArray().Select(id => (int)id)];
}
