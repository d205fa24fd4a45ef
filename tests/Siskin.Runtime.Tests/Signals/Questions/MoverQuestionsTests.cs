using Xunit;

namespace Siskin.Runtime.Tests.Signals.Questions;

public sealed class MoverQuestionsTests
{
    private const string Silos = """
        time,oats_t,rye_t,maize_t
        2031-10-01 06:00,41.2,18.0,77.5
        2031-10-01 12:00,38.9,18.4,71.0
        2031-10-01 18:00,36.6,21.9,69.8
        """;

    [Theory]
    [InlineData("Which one lost the most since the start?", "maize_t -7.7")]
    [InlineData("Which one gained most?", "rye_t +3.9")]
    [InlineData("Which of them changed most?", "maize_t -7.7")]
    public void What_changed_most_is_found_by_first_and_last_values(string prompt, string answer) =>
        Ask.Answers(Silos, prompt, answer);

    [Fact]
    public void What_has_most_did_not_rise_most() => Ask.Answers(Silos, "Which is the highest?", "maize_t 69.8");
}
