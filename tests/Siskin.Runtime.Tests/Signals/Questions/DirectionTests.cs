using Xunit;

namespace Siskin.Runtime.Tests.Signals.Questions;

/// <summary>Which way something goes, and which end of a scale a word means.</summary>
public sealed class DirectionTests
{
    private const string Ponds = "pond;pH\nnorth;7,31\nmill;6,88\nsouth;8,12\n";

    private const string Vacuum = """
        09:00 chamber=9.8e+02 mbar
        09:05 chamber=4.1e+00 mbar
        09:10 chamber=6.2e-02 mbar
        09:15 chamber=7.0e-05 mbar
        09:20 chamber=3.3e-06 mbar
        """;

    private const string Pods = "NAME     READY   AGE\nshop-1   1/1     12d\ncart-7   1/1     40d\n";

    [Theory]
    [InlineData(Ponds, "Which pond is the most acidic?", "mill 6,88 pH")]
    [InlineData(Vacuum, "Is the chamber pressure going up or down?", "falling")]
    public void Are_understood(string text, string prompt, string answer) => Ask.Answers(text, prompt, answer);

    [Fact]
    public void An_age_that_is_printed_is_not_refused() =>
        Assert.NotEqual("unknown", Ask.Of(Pods, "How old is cart-7?").Answer);

    [Fact]
    public void A_step_the_other_way_is_no_trend_where_the_noise_is_large() =>
        Ask.Answers(
            "time,level\n10:00,4.0\n10:10,9.5\n10:20,2.5\n10:30,8.0\n10:40,5.0\n",
            "Is the level rising?",
            "no"
        );
}
