using Siskin.Runtime.Signals.Reading.Shapes;
using Xunit;

namespace Siskin.Runtime.Tests.Signals.Reading.Shapes;

/// <summary>Pieces of lines: words, numbers with their units, times and marks.</summary>
public sealed class LineLexerTests
{
    [Theory]
    [InlineData("temp 21.4 °C", "W N")]
    [InlineData("T=21.4C", "W = N")]
    [InlineData("12 of 40", "N W N")]
    [InlineData("73,83,90,104", "N , N , N , N")]
    [InlineData("1,234.5 W", "N")]
    [InlineData("1,204 W", "N")]
    [InlineData("12,5 W", "N")]
    [InlineData("991,991,988", "N , N , N")]
    [InlineData("b8:27:eb:00:11:22", "W")]
    [InlineData("10.0.0.1", "W")]
    [InlineData("v5.12.4", "W")]
    [InlineData("api-6d5c-2xk8p", "W")]
    [InlineData("2031-02-11T08:00:00Z", "T")]
    [InlineData("<10:00> 883", "< T > N")]
    [InlineData("12:10=71.9", "T = N")]
    [InlineData("6.1 @12:50:00", "N @ T")]
    [InlineData("11 March 2031, 08:00", "T")]
    [InlineData("3h 12m", "T")]
    [InlineData("201.4/200.0", "N / N")]
    [InlineData("N   -     0,0031 g", "W N")]
    [InlineData("pump -- bar", "W M W")]
    [InlineData("01A 21.4C", "W N")]
    [InlineData("640 degrees", "N")]
    [InlineData("67.1 DEG F", "N")]
    public void A_line_is_cut_into_kinds(string line, string kinds) =>
        Assert.Equal(
            kinds,
            string.Join(
                ' ',
                LineLexer
                    .Tokens(line)
                    .Select(token => token.Kind == TokenKind.Mark ? token.Text : token.Kind.ToString()[..1])
            )
        );

    [Theory]
    [InlineData("N   -     0,0031 g", "-0,0031 g")]
    [InlineData("+  12.345kg", "12.345kg")]
    [InlineData("67.1 DEG F", "67.1 °F")]
    [InlineData("3,5 l/min", "3,5 l/min")]
    public void Signs_that_stand_apart_and_spelled_units_belong_to_the_number(string line, string shown) =>
        Assert.Equal(shown, LineLexer.Tokens(line)[^1].Value.Shown);

    [Fact]
    public void A_line_of_thousands_of_pieces_is_none() =>
        Assert.Empty(LineLexer.Tokens(string.Concat(Enumerable.Repeat("a 1 ", 900))));
}
