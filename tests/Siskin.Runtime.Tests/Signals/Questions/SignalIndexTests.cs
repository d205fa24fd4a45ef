using Siskin.Runtime.Signals.Questions;
using Xunit;

namespace Siskin.Runtime.Tests.Signals.Questions;

public sealed class SignalIndexTests
{
    [Theory]
    [InlineData("boiler/Temp", "temp")]
    [InlineData("Body.Site.P", "p")]
    [InlineData("7001/No.", "no")]
    [InlineData("Ser. No.", "no")]
    public void A_leaf_is_the_last_part_and_never_empty(string path, string leaf) =>
        Assert.Equal(leaf, SignalIndex.Leaf(path));

    [Fact]
    public void A_word_is_not_like_an_empty_name() => Assert.Equal(0, Words.Likeness("plate", ""));
}
