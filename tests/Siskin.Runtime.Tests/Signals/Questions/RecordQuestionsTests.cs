using Xunit;

namespace Siskin.Runtime.Tests.Signals.Questions;

public sealed class RecordQuestionsTests
{
    private const string Shots =
        "shot,cycle_s,cushion_mm,result\n101,28.1,4.2,OK\n102,30.9,3.6,NOK\n103,,4.0,OK\n104,28.3,1.8,NOK\n";

    [Theory]
    [InlineData("Which shot had the lowest cushion?", "104: 1.8")]
    [InlineData("Which shot had the highest cycle?", "102: 30.9")]
    [InlineData("Which shots have a cushion below 4?", "102: 3.6, 104: 1.8")]
    [InlineData("Which shots have a cushion above 4?", "101: 4.2")]
    [InlineData("How many shots have a cushion below 4?", "2")]
    [InlineData("Which shot has no cycle?", "103")]
    [InlineData("Which record has no cycle?", "103")]
    public void Records_are_called_by_the_column_that_names_them(string prompt, string answer) =>
        Ask.Answers(Shots, prompt, answer);

    [Theory]
    [InlineData("How long will the UPS still hold out?")]
    [InlineData("How many seconds will the battery still run?")]
    public void What_a_device_counts_down_is_not_foretold(string prompt) =>
        Assert.NotInRange(
            Ask.Of("battery.charge: 88\nbattery.runtime: 744\nups.load: 31\n", prompt).Confidence,
            0.9,
            1
        );

    [Theory]
    [InlineData("Is the level below minus 3?", "yes")]
    [InlineData("Is the level below minus five?", "no")]
    [InlineData("Is the level above minus twenty five?", "yes")]
    [InlineData("Is the level lower than two hundred and ten?", "yes")]
    public void Numbers_are_spelled_out(string prompt, string answer) => Ask.Answers("level: -4\n", prompt, answer);

    [Fact]
    public void Two_numbers_are_not_added() =>
        Ask.Answers(
            "pump1/flow 3 l/min\npump2/flow 4 l/min\n",
            "What is the sum of the flow of pumps one and two?",
            "7 l/min"
        );
}
