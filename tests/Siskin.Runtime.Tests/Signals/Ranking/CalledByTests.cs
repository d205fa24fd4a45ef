using Siskin.Runtime.Signals;
using Siskin.Runtime.Signals.Questions;
using Siskin.Runtime.Signals.Ranking;
using Siskin.Runtime.Signals.Reading;
using Xunit;

namespace Siskin.Runtime.Tests.Signals.Ranking;

public sealed class CalledByTests
{
    private static readonly SignalTable Towers = SignalReader.Read(
        """
        {"tower": {"channel": "A", "humidity": 68}, "shed": {"channel": "C", "humidity": 32},
         "attic": {"channel": "B", "slot": 3, "humidity": 51}, "cellar": {"channel": "D", "slot": 7, "humidity": 74}}
        """
    );

    [Theory]
    [InlineData("How damp is it at channel C?", "shed/channel", "c", true)]
    [InlineData("How damp is it on channel no C?", "shed/channel", "c", true)]
    [InlineData("How damp is it in grade C?", "shed/channel", "c", false)]
    [InlineData("How damp is it at channel C?", "tower/channel", "a", false)]
    [InlineData("Is slot number 7 the dampest?", "cellar/slot", "7", true)]
    [InlineData("Is it above 7?", "cellar/slot", "7", false)]
    public void A_value_behind_its_name_calls_a_thing(string prompt, string row, string value, bool isSaid) =>
        Assert.Equal(
            isSaid,
            CalledBy.IsSaid(new QuestionText(prompt, new NameWords(Towers)), Towers.Find(row)!, value)
        );

    [Theory]
    [InlineData("How damp is it at channel C?", "shed/humidity")]
    [InlineData("How damp is it at slot 7?", "cellar/humidity")]
    public void What_is_called_so_is_picked_out(string prompt, string row)
    {
        var names = new NameWords(Towers);
        var siblings = new Siblings(new Asked(new QuestionText(prompt, names), Towers, names), [], 0);
        var picked = Enumerable.Range(0, Towers.Signals.Count).Where(siblings.IsPicked);
        Assert.Contains(row, picked.Select(i => Towers.Signals[i].Path));
        Assert.DoesNotContain("attic/humidity", picked.Select(i => Towers.Signals[i].Path));
    }

    [Fact]
    public void A_letter_that_stands_elsewhere_picks_nothing_out()
    {
        var names = new NameWords(Towers);
        var asked = new Asked(new QuestionText("Is a shed damper than C says?", names), Towers, names);
        Assert.Empty(new Siblings(asked, [], 0).Picked);
    }
}
