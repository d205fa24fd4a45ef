using Siskin.Fleet.Devices;

namespace Siskin.Fleet.Tests.Devices;

public sealed class FleetLabelsTests
{
    [Fact]
    public void Later_lines_win_over_patterns_before_them()
    {
        var labels = FleetLabels.Parse("# all\n* site=north floor=1\nboiler-* floor=2 # here\r\nboiler-7 Site=south\n");

        Assert.Equal(("north", "1"), Of("pump"));
        Assert.Equal(("north", "2"), Of("boiler-1"));
        Assert.Equal(("south", "2"), Of("boiler-7"));

        (string, string) Of(string device) => (labels.Of(device)["site"], labels.Of(device)["floor"]);
    }

    [Theory]
    [InlineData("a site")]
    [InlineData("a =north")]
    [InlineData("a site=")]
    [InlineData("a si-te=north")]
    public void A_wrong_line_is_named(string line)
    {
        var e = Assert.Throws<FormatException>(() => FleetLabels.Parse("b x=1\n" + line));

        Assert.StartsWith("line 2: ", e.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("a*c", "abc", true)]
    [InlineData("a*c", "ac", true)]
    [InlineData("a*c", "abd", false)]
    [InlineData("*b*", "abc", true)]
    [InlineData("aba*aba", "aba", false)]
    [InlineData("A", "a", true)]
    [InlineData("a*b*c", "a-c-b-c", true)]
    public void A_star_stands_for_any_characters(string pattern, string text, bool matches) =>
        Assert.Equal(matches, new NamePattern(pattern).Matches(text));
}
