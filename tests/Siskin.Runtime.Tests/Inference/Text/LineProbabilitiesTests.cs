using Siskin.Runtime.Inference.Text;
using Xunit;

namespace Siskin.Runtime.Tests.Inference.Text;

public sealed class LineProbabilitiesTests
{
    // The blank, 0, 1, a point and a letter.
    private static readonly LineProbabilities Line = new(
        [
            0.1f,
            0.0f,
            0.8f,
            0.0f,
            0.1f, // 1
            0.2f,
            0.1f,
            0.6f,
            0.0f,
            0.1f, // 1, still the same one
            0.9f,
            0.0f,
            0.1f,
            0.0f,
            0.0f, // a blank
            0.3f,
            0.0f,
            0.4f,
            0.0f,
            0.3f, // 1 again
            0.0f,
            0.0f,
            0.1f,
            0.9f,
            0.0f, // a point
            0.0f,
            0.3f,
            0.1f,
            0.0f,
            0.6f, // a letter, or a 0
        ],
        "01.O"
    );

    [Fact]
    public void Repeated_characters_are_one_unless_a_blank_is_between()
    {
        var (text, confidence) = Line.BestPath();

        Assert.Equal(6, Line.Steps);
        Assert.Equal("11.O", text);
        Assert.Equal((0.8 + 0.4 + 0.9 + 0.6) / 4, confidence, 1e-6);
    }

    [Fact]
    public void Only_what_is_allowed_is_read()
    {
        Assert.Equal("11.0", Line.BestPath("01.").Text);
        Assert.Equal("", new LineProbabilities([0.9f, 0.1f], "x").BestPath("y").Text);
    }

    [Fact]
    public void Each_character_stands_where_its_first_step_is()
    {
        var places = Line.Places();

        Assert.Equal("11.O", string.Concat(places.Select(place => place.Character)));
        Assert.Equal([0.5 / 6, 3.5 / 6, 4.5 / 6, 5.5 / 6], places.Select(place => place.At));
    }

    [Fact]
    public void What_is_no_digit_is_a_blank()
    {
        var digits = Line.OfDigits();

        Assert.Equal(6 * LineProbabilities.DigitClasses, digits.Length);
        Assert.Equal(0.2, digits[0], 1e-3); // the blank and the letter
        Assert.Equal(0.8, digits[2], 1e-3); // 1
        Assert.Equal(0.9, digits[4 * LineProbabilities.DigitClasses], 1e-3); // the point
        Assert.All(digits, value => Assert.True(value > 0));
        for (var step = 0; step < 6; step++)
            Assert.Equal(
                1,
                digits.Skip(step * LineProbabilities.DigitClasses).Take(LineProbabilities.DigitClasses).Sum(),
                1e-5
            );
    }

    [Fact]
    public void A_text_is_as_likely_as_all_its_places_together()
    {
        var line = new LineProbabilities([0.25f, 0.75f, 0.5f, 0.5f], "7");

        Assert.Equal(Math.Log((0.75 * 0.5) + (0.25 * 0.5) + (0.75 * 0.5)), line.LogLikelihood("7"), 1e-2);
        Assert.Equal(Math.Log(0.25 * 0.5), line.LogLikelihood(""), 1e-2);
        Assert.Equal(double.NegativeInfinity, line.LogLikelihood("8"));
        Assert.Equal(double.NegativeInfinity, line.LogLikelihood("777"));
    }
}
