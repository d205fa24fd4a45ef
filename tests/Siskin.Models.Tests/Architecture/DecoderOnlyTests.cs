using Siskin.Models.Architecture;
using Siskin.Runtime.Bundles;
using Xunit;
using static TorchSharp.torch;

namespace Siskin.Models.Tests.Architecture;

public sealed class DecoderOnlyTests : IDisposable
{
    private readonly Network _network = Tiny.Causal();

    [Fact]
    public void Later_answer_tokens_do_not_change_earlier_logits()
    {
        using var scope = NewDisposeScope();
        var one = _network.AnswerLogits(null, Ids(7, 8, 9), null, Ids(1, 20, 21));
        var other = _network.AnswerLogits(null, Ids(7, 8, 9), null, Ids(1, 20, 99));

        Assert.Equal([1, 3, Tiny.Options.VocabSize], one.shape);
        AssertClose(one.narrow(1, 0, 2), other.narrow(1, 0, 2));
        Assert.True((one - other).abs().max().item<float>() > 1e-3);
    }

    [Fact]
    public void Every_part_of_the_input_changes_the_answer()
    {
        using var scope = NewDisposeScope();
        var pixels = rand(1, 3, 16, 24);
        var logits = _network.AnswerLogits(pixels, Ids(7, 8), null, Ids(1));

        foreach (
            var other in new[]
            {
                _network.AnswerLogits(pixels.flip(3), Ids(7, 8), null, Ids(1)),
                _network.AnswerLogits(pixels, Ids(9, 8), null, Ids(1)),
                _network.AnswerLogits(pixels, Ids(7, 9), null, Ids(1)),
            }
        )
            Assert.True((logits - other).abs().max().item<float>() > 1e-4);
    }

    [Fact]
    public void Padding_of_one_sample_changes_neither_its_answer_nor_that_of_another()
    {
        using var scope = NewDisposeScope();
        var pixels = rand(2, 3, 16, 24);
        var short1 = _network.AnswerLogits(pixels.narrow(0, 0, 1), Ids(7, 8), null, Ids(1, 5));
        var long1 = _network.AnswerLogits(pixels.narrow(0, 1, 1), Ids(7, 8, 9, 10), null, Ids(1, 6));

        var both = _network.AnswerLogits(
            pixels,
            tensor(new long[] { 7, 8, 0, 0, 7, 8, 9, 10 }, [2, 4]),
            tensor(new[] { true, true, false, false, true, true, true, true }, [2, 4]),
            tensor(new long[] { 1, 5, 1, 6 }, [2, 2])
        );

        AssertClose(short1, both.narrow(0, 0, 1));
        AssertClose(long1, both.narrow(0, 1, 1));
    }

    [Fact]
    public void Padding_has_finite_gradients()
    {
        using var scope = NewDisposeScope();
        _network
            .AnswerLogits(null, Ids(7, 8, 0), tensor(new[] { true, true, false }, [1, 3]), Ids(1, 5))
            .square()
            .sum()
            .backward();

        Assert.All(
            _network.named_parameters().Where(p => !p.name.StartsWith("vision", StringComparison.Ordinal)),
            p => Assert.True(p.parameter.grad!.isfinite().all().item<bool>(), p.name)
        );
    }

    [Fact]
    public void The_options_name_the_family()
    {
        Assert.IsType<DecoderOnly>(_network);
        using var other = Network.Create(Tiny.Options);
        Assert.IsType<EncoderDecoder>(other);
        var wrong = Assert.Throws<ArgumentException>(() =>
            Network.Create(Tiny.Options with { Architecture = "decoder" })
        );
        Assert.Contains($"'decoder'; allowed: '{ModelShape.EncoderDecoder}'", wrong.Message, StringComparison.Ordinal);
    }

    public void Dispose() => _network.Dispose();

    private static Tensor Ids(params long[] ids) => tensor(ids, [1, ids.Length]);

    private static void AssertClose(Tensor expected, Tensor actual) =>
        Assert.True((expected - actual).abs().max().item<float>() < 1e-4f);
}
