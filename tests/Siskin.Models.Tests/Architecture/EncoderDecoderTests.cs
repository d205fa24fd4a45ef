using Siskin.Models.Architecture;
using Xunit;
using static TorchSharp.torch;

namespace Siskin.Models.Tests.Architecture;

public sealed class EncoderDecoderTests
{
    private readonly EncoderDecoder _network = Tiny.Network();

    [Fact]
    public void Later_answer_tokens_do_not_change_earlier_logits()
    {
        using var scope = NewDisposeScope();
        var (encoded, mask) = _network.Encode(null, Ids(7, 8, 9), null);
        var one = _network.Decode(encoded, mask, Ids(1, 20, 21));
        var other = _network.Decode(encoded, mask, Ids(1, 20, 99));
        AssertClose(one.narrow(1, 0, 2), other.narrow(1, 0, 2));
        Assert.True((one - other).abs().max().item<float>() > 1e-3);
    }

    [Fact]
    public void Padding_does_not_change_the_answer()
    {
        using var scope = NewDisposeScope();
        var pixels = rand(1, 3, 16, 24);
        var (plain, none) = _network.Encode(pixels, Ids(7, 8), null);
        var (padded, mask) = _network.Encode(
            pixels,
            Ids(7, 8, 0, 0),
            tensor(new[] { true, true, false, false }, [1, 4])
        );
        Assert.Null(none);
        AssertClose(_network.Decode(plain, null, Ids(1, 5)), _network.Decode(padded, mask, Ids(1, 5)));
    }

    [Fact]
    public void A_frame_keeps_its_grid_and_comes_before_the_text()
    {
        using var scope = NewDisposeScope();
        var (encoded, _) = _network.Encode(rand(2, 3, 16, 32), ones(2, 5, dtype: ScalarType.Int64), null);
        Assert.Equal([2, 2 * 4 + 5, Tiny.Options.DModel], encoded.shape);
    }

    [Fact]
    public void Brightness_and_contrast_of_a_frame_hardly_matter()
    {
        using var scope = NewDisposeScope();
        var pixels = rand(1, 3, 16, 16) * 4;
        var plain = _network.vision!.forward(pixels);
        var bright = _network.vision!.forward(pixels * 1.5 + 2);
        AssertClose(plain / plain.std(), bright / plain.std(), 0.05f);
    }

    [Fact]
    public void Rotary_scores_depend_on_the_distance_alone()
    {
        using var rotary = new RotaryEmbedding(8, 32, 10_000);
        using var scope = NewDisposeScope();
        var heads = randn(1, 1, 1, 8).expand(1, 1, 32, 8);
        var rotated = rotary.Apply(heads).squeeze(); // (32, 8)
        var scores = rotated.mm(rotated.t()); // (32, 32)
        AssertClose(scores[3, 5], scores[20, 22]);
        AssertClose(scores[0, 9], scores[11, 20]);
    }

    [Fact]
    public void Query_heads_share_a_key_head_with_their_neighbours()
    {
        // With the second K/V head silenced, the output must not depend on query heads 2 and 3, and must on 0 and 1.
        using var scope = NewDisposeScope();
        using var noGrad = no_grad();
        var attention = new Attention(Tiny.Options);
        attention.v_proj.weight!.narrow(0, 8, 8).zero_();
        attention.v_proj.bias!.narrow(0, 8, 8).zero_();
        var input = randn(1, 4, 32);
        var before = attention.forward(input, input, null, null);
        attention.q_proj.weight!.narrow(0, 16, 16).mul_(5);
        AssertClose(before, attention.forward(input, input, null, null));
        attention.q_proj.weight!.narrow(0, 0, 16).mul_(5);
        Assert.True((before - attention.forward(input, input, null, null)).abs().max().item<float>() > 1e-4);
    }

    [Fact]
    public void Dual_norm_adds_a_norm_behind_every_sub_layer()
    {
        using var dual = new EncoderDecoder(Tiny.Options with { DualNorm = true });
        var blocks = 2 * (Tiny.Options.EncoderLayers + Tiny.Options.Vision!.Layers) + 3 * Tiny.Options.DecoderLayers;
        Assert.Equal(blocks * Tiny.Options.DModel, dual.CountParameters() - _network.CountParameters());
    }

    [Theory]
    [InlineData(3, 2, "KvHeads")]
    [InlineData(4, 0, "KvHeads")]
    public void Sizes_that_do_not_fit_are_named(int heads, int kvHeads, string option)
    {
        var error = Assert.Throws<ArgumentException>(() =>
            new EncoderDecoder(Tiny.Options with { Heads = heads, KvHeads = kvHeads })
        );
        Assert.Contains(option, error.Message, StringComparison.Ordinal);
    }

    private static Tensor Ids(params long[] ids) => tensor(ids, [1, ids.Length]);

    private static void AssertClose(Tensor expected, Tensor actual, float tolerance = 1e-4f) =>
        Assert.True((expected - actual).abs().max().item<float>() < tolerance);
}
