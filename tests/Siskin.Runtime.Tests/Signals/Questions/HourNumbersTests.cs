using Xunit;

namespace Siskin.Runtime.Tests.Signals.Questions;

public sealed class HourNumbersTests
{
    private const string Day = "time,co2_ppm,temp_c\n08:00,486,20.1\n09:00,612,20.6\n10:00,941,21.3\n11:00,1284,22.0";

    [Theory]
    [InlineData("temp at 10", "21.3")]
    [InlineData("how much did the co2 rise between 9 and 11?", "672")]
    [InlineData("how much did the co2 rise from the first to the last row?", "798")]
    [InlineData("how much has the co2 risen since nine?", "672")]
    [InlineData("how much has the co2 risen since 10?", "343")]
    [InlineData("what was the temp at ten in the morning?", "21.3")]
    public void An_hour_may_be_a_bare_number(string prompt, string answer) => Ask.Answers(Day, prompt, answer);
}
