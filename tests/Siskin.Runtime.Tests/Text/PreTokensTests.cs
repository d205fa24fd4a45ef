using System.Text.RegularExpressions;
using Siskin.Runtime.Text;
using Xunit;

namespace Siskin.Runtime.Tests.Text;

public sealed class PreTokensTests
{
    [Theory]
    [InlineData("boiler/temp 71.4", "boiler|/|temp| |7|1|.|4")]
    [InlineData("What is the value?", "What| is| the| value|?")]
    [InlineData("{\"temp\":21}", "{\"|temp|\":|2|1|}")]
    [InlineData("a  b\n\n c", "a|  |b|\n\n |c")]
    [InlineData("7 °C", "7| °|C")]
    [InlineData("½m³", "½|m|³")]
    [InlineData(" ", " ")]
    public void Cuts_words_digits_symbols_and_space(string text, string expected) =>
        Assert.Equal(expected, string.Join('|', Pieces(text)));

    [Fact]
    public void Agrees_with_the_pattern_it_implements()
    {
        const string alphabet = "ab9 \n\t.,\":/°µé²½Ⅳ中😀𝟗\u00a0\u2003\u0301\u001c\u0085";
        var runes = alphabet.EnumerateRunes().ToArray();
        var random = new Random(5);
        for (var round = 0; round < 3000; round++)
        {
            var text = string.Concat(
                Enumerable.Range(0, random.Next(12)).Select(_ => runes[random.Next(runes.Length)])
            );
            // .NET's \p{..} classes look at UTF-16 units, so text beyond the first plane is compared as whole pieces
            // only.
            if (text.Any(char.IsSurrogate))
                Assert.Equal(text, string.Concat(Pieces(text)));
            else
                Assert.Equal(Regex.Matches(text, PreTokens.Pattern).Select(m => m.Value), Pieces(text));
        }
    }

    [Fact]
    public void A_digit_beyond_the_first_plane_is_one_piece() => Assert.Equal(["𝟗", "𝟗"], Pieces("𝟗𝟗"));

    private static List<string> Pieces(string text)
    {
        var pieces = new List<string>();
        foreach (var piece in new PreTokens(text))
            pieces.Add(piece.ToString());
        return pieces;
    }
}
