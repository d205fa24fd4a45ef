using Siskin.Agent.Frames;
using SkiaSharp;

namespace Siskin.Agent.Tests.Frames;

public sealed class SmallLettersTests
{
    [Fact]
    public void Letters_are_drawn_dot_by_dot() =>
        Assert.Equal(
            """
            #...#..###.
            #...#.#...#
            #...#.....#
            #####....#.
            #...#...#..
            #...#..#...
            #...#.#####
            """.ReplaceLineEndings("\n"),
            Dots("H2")
        );

    [Fact]
    public void Every_character_has_a_letter_of_its_own_or_a_question_mark()
    {
        var letters = Enumerable.Range(' ', '~' - ' ' + 1).Select(c => Dots($"{(char)c}")).ToArray();

        Assert.Equal(letters.Length, letters.Distinct().Count());
        Assert.Equal(Dots("?"), Dots("漢"));
        Assert.NotEqual(Dots("?"), Dots("°"));
        Assert.Equal(Dots("m3"), Dots("m³"));
    }

    private static string Dots(string text)
    {
        using var bitmap = new SKBitmap((text.Length * 6) - 1, SmallLetters.Height);
        using (var canvas = new SKCanvas(bitmap))
        {
            canvas.Clear(SKColors.White);
            SmallLetters.Draw(canvas, text, 0, 0, 1);
        }
        return string.Join(
            '\n',
            Enumerable
                .Range(0, bitmap.Height)
                .Select(y =>
                    string.Concat(
                        Enumerable
                            .Range(0, bitmap.Width)
                            .Select(x => bitmap.GetPixel(x, y) == SKColors.Black ? '#' : '.')
                    )
                )
        );
    }
}
