using System.Text;
using Siskin.Runtime.Signals.Reading;
using Xunit;

namespace Siskin.Runtime.Tests.Signals.Reading;

/// <summary>Texts that nobody means well with: whatever they are, they are read to an end.</summary>
public sealed class HostileTextTests
{
    private const int Texts = 4000;
    private const int Longest = 90;

    private static readonly string[] Pieces =
    [
        "temp",
        "21.4",
        " C",
        " ",
        "  ",
        "\n",
        "\n\n",
        ":",
        "=",
        "(",
        ")",
        "[",
        "]",
        "{",
        "}",
        "|",
        ",",
        ";",
        "/",
        "@",
        "<",
        ">",
        "-",
        "+",
        "on",
        "OFF",
        "12:00",
        "2031-01-02",
        "%",
        "\t",
        "é",
        "\0",
        "'",
        "\"",
        "&",
        "#",
        "*",
        "&nbsp;",
        "<td>",
        "</tr>",
        "<script>",
        "1h 12m",
        "0x1F",
        "1,234",
        "--",
        "n/a",
        "and",
        "is",
        "max",
        "pump 1",
        "PING ",
        "{\"",
        "->",
    ];

    [Fact]
    public void Any_mix_of_pieces_is_read_to_an_end()
    {
        var rng = new Random(20310203);
        for (var i = 0; i < Texts; i++)
        {
            var text = new StringBuilder();
            for (var n = rng.Next(1, Longest); n > 0; n--)
                text.Append(Pieces[rng.Next(Pieces.Length)]);
            var table = SignalReader.Read(text.ToString());
            Assert.All(table.Signals, one => Assert.NotEmpty(one.Points));
            Assert.InRange(ReadingScore.Of(text.ToString(), table), 0, 1);
        }
    }

    [Theory]
    [InlineData("(")]
    [InlineData("[")]
    [InlineData("{\"a\":")]
    [InlineData("a: (")]
    [InlineData("<div>")]
    [InlineData("<script>")]
    [InlineData("x and ")]
    [InlineData("1,")]
    [InlineData("- ")]
    [InlineData("a 1 ")]
    [InlineData("a    b    c\n")]
    [InlineData("(((((a 1 and b 2)))\n")]
    [InlineData("UNIT 1\n  v 2\n")]
    [InlineData("PROBE_A\nv: 2\n")]
    [InlineData("10:00:01 vat temp 71.2\n")]
    [InlineData("a: 1, ")]
    [InlineData("|x=1;2 ")]
    [InlineData("{\"a\":1},")]
    [InlineData("1/1/2031, 1:00:00 a/b : msg : ")]
    public void A_piece_that_is_repeated_to_the_longest_text_is_read_to_an_end(string piece)
    {
        var text = string.Concat(Enumerable.Repeat(piece, SignalReader.Longest / piece.Length));

        Assert.InRange(ReadingScore.Of(text, SignalReader.Read(text)), 0, 1);
    }

    [Fact]
    public void Blanks_before_a_line_of_a_drawn_tree_are_gone_over_once() =>
        Assert.NotEmpty(SignalReader.Read($"├─ inlet: 4\n{new string(' ', 120)}outlet: 5").Signals);
}
