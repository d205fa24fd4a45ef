using Siskin.Runtime.Signals.Ranking;
using Xunit;

namespace Siskin.Runtime.Tests.Signals.Ranking;

public sealed class AnswerWordingTests
{
    [Theory]
    [InlineData("bytes received on eth0", "eth0", true)]
    [InlineData("bytes received on eth0", "5557", false)]
    [InlineData("state of the hall light", "light, Hall", true)]
    [InlineData("is it on?", "", false)]
    public void What_a_question_says_itself_is_told_apart(string question, string answer, bool isSaid) =>
        Assert.Equal(isSaid, new AnswerWording(question).IsSaid(answer));

    [Theory]
    [InlineData("does more come from the grid or from the panels?", "P_Grid 1703.7", 1)]
    [InlineData("does more come from the grid or from the panels?", "yes", 0)]
    [InlineData("which is warmer, boiler one or boiler two?", "boiler two 61", 1)]
    [InlineData("which is warmer, boiler one or boiler two?", "one and two", 2)]
    [InlineData("is it on?", "on", 3)]
    [InlineData("or what?", "on", 3)]
    public void An_answer_names_alternatives(string question, string answer, int named) =>
        Assert.Equal(named, new AnswerWording(question).Named(answer));
}
