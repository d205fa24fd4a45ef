using Xunit;

namespace Siskin.Runtime.Tests.Signals.Questions;

public sealed class UnreadTests
{
    private const string Hall = "east/temperature: 21.5 °C\nwest/temperature: 18.0 °C\neast/power: 400 W";

    [Theory]
    [InlineData("Are all temperatures the same as each other?")]
    [InlineData("What is the second highest temperature?")]
    [InlineData("What is the east temperature at 09:30?")]
    [InlineData("Which temperature is highest, not counting the east one?")]
    [InlineData("What is half of the east power?")]
    public void What_a_reading_leaves_out_makes_it_unsure(string prompt) => Ask.IsUnsure(Hall, prompt);

    [Theory]
    [InlineData("What is the east temperature?", "21.5 °C")]
    [InlineData("Are all temperatures above 17?", "yes")]
    [InlineData("What is the avarage temprature?", "19.75 °C")]
    public void What_is_read_whole_is_sure(string prompt, string answer)
    {
        var (got, confidence) = Ask.Of(Hall, prompt);

        Assert.Equal(answer, got);
        Assert.True(confidence >= 0.85, $"{confidence}");
    }
}
