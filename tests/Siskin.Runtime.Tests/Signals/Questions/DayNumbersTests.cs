using Xunit;

namespace Siskin.Runtime.Tests.Signals.Questions;

public sealed class DayNumbersTests
{
    private const string Pollen = """
        date;birch;grass
        2031-05-02;120;14
        2031-05-03;96;22
        2031-05-04;71;35
        2031-05-05;88;51
        """;

    [Theory]
    [InlineData("How much birch on the 3rd?", "96")]
    [InlineData("grass on 4 May?", "35")]
    [InlineData("What was the highest birch from 3 May to 5 May?", "96")]
    public void A_day_may_be_said_in_words(string prompt, string answer) => Ask.Answers(Pollen, prompt, answer);

    [Fact]
    public void A_day_that_no_value_is_of_has_no_answer() =>
        Assert.Equal("unknown", Ask.Of(Pollen, "How much birch on the 17th?").Answer);
}
