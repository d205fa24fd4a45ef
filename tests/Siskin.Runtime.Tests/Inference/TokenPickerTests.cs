using Siskin.Runtime.Inference;
using Xunit;

namespace Siskin.Runtime.Tests.Inference;

public sealed class TokenPickerTests
{
    [Fact]
    public void Largest_logit_wins_with_its_softmax_probability()
    {
        var token = new TokenPicker(3, []).Pick([0, (float)Math.Log(3), 0], out var probability);

        Assert.Equal(1, token);
        Assert.Equal(0.6, probability, 1e-5);
    }

    [Fact]
    public void Forbidden_tokens_are_never_picked_but_keep_their_share()
    {
        var token = new TokenPicker(3, [0]).Pick([(float)Math.Log(2), 0, (float)Math.Log(2)], out var probability);

        Assert.Equal(2, token);
        Assert.Equal(0.4, probability, 1e-5);
    }

    [Fact]
    public void The_best_allowed_token_has_its_probability_among_all_tokens()
    {
        var token = new TokenPicker(5, []).PickAmong([3, 1, 2, 3, 1.5f], [1, 2, 4], out var probability);

        Assert.Equal(2, token);
        Assert.Equal(1 / (Math.E + Math.E + 1 + (1 / Math.E) + Math.Exp(-0.5)), probability, 1e-6);
    }

    [Fact]
    public void Huge_logits_do_not_overflow()
    {
        new TokenPicker(2, []).Pick([3e38f, -3e38f], out var probability);

        Assert.Equal(1, probability, 1e-6);
    }
}
