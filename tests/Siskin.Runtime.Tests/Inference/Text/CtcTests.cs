using Siskin.Runtime.Inference.Text;
using Xunit;

namespace Siskin.Runtime.Tests.Inference.Text;

public sealed class CtcTests
{
    // Two steps of a blank and one character: 0.4 and 0.6, then 0.3 and 0.7.
    private static readonly float[] Two = [0.4f, 0.6f, 0.3f, 0.7f];

    [Fact]
    public void All_ways_to_place_a_text_count_together()
    {
        Assert.Equal(0.88, Likelihood(Two, 2, 1), 1e-6); // both steps, the first alone, the second alone
        Assert.Equal(0.12, Likelihood(Two, 2), 1e-6); // nothing but blanks
    }

    [Fact]
    public void A_character_comes_twice_only_with_a_blank_between()
    {
        float[] three = [0.5f, 0.5f, 0.2f, 0.8f, 0.1f, 0.9f];

        Assert.Equal(0, Likelihood(Two, 2, 1, 1));
        Assert.Equal(0.5 * 0.2 * 0.9, Likelihood(three, 2, 1, 1), 1e-6);
    }

    [Fact]
    public void Different_characters_may_stand_side_by_side()
    {
        float[] steps = [0.1f, 0.7f, 0.2f, 0.5f, 0.2f, 0.3f];

        Assert.Equal(0.7 * 0.3, Likelihood(steps, 3, 1, 2), 1e-6);
        Assert.Equal(0.2 * 0.2, Likelihood(steps, 3, 2, 1), 1e-6);
    }

    [Fact]
    public void The_likelihoods_of_all_texts_are_one()
    {
        float[] steps = [0.1f, 0.7f, 0.2f, 0.5f, 0.2f, 0.3f];
        int[][] texts =
        [
            [],
            [1],
            [2],
            [1, 2],
            [2, 1],
        ];

        Assert.Equal(1, texts.Sum(text => Likelihood(steps, 3, text)), 1e-6);
    }

    [Fact]
    public void Long_lines_do_not_vanish()
    {
        float[] steps = [.. Enumerable.Repeat(0.01f, 2 * 400)];

        Assert.Equal(-1830.8, Ctc.LogLikelihood(steps, 2, [1]), 0.1); // 400 ln 0.01, and 80,200 ways
    }

    private static double Likelihood(float[] probabilities, int classes, params int[] labels) =>
        Math.Exp(Ctc.LogLikelihood(probabilities, classes, labels));
}
