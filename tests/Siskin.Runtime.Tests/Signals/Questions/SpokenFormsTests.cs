using Xunit;

namespace Siskin.Runtime.Tests.Signals.Questions;

public sealed class SpokenFormsTests
{
    private const string Day = "time,level\n07:45,3.1\n08:30,3.4\n11:45,3.9\n12:00,4.2\n16:00,2.8";

    [Theory]
    [InlineData("What was the level at half past eight?", "3.4")]
    [InlineData("What was the level at noon?", "4.2")]
    [InlineData("level at quarter to twelve?", "3.9")]
    [InlineData("What was the level at 4 pm?", "2.8")]
    public void Times_are_said_in_words(string prompt, string answer) => Ask.Answers(Day, prompt, answer);

    [Theory]
    [InlineData("Is the level getting higher or lower?", "falling")]
    [InlineData("What is the difference between the highest and the lowest level?", "1.4")]
    [InlineData("How many readings had the level at 3.9?", "1")]
    public void Series_are_asked_about_in_many_ways(string prompt, string answer) =>
        Ask.Answers(
            prompt.Contains("getting", System.StringComparison.Ordinal) ? "level\n9.0\n7.1\n5.2\n3.0" : Day,
            prompt,
            answer
        );
}
