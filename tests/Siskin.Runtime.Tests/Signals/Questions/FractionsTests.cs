using Xunit;

namespace Siskin.Runtime.Tests.Signals.Questions;

/// <summary>Limits in percent about shares of 1, and about what has no share.</summary>
public sealed class FractionsTests
{
    [Theory]
    [InlineData("""{"battery_voltage":12.6,"soc":0.8}""", "Is the state of charge above 50%?", "yes")]
    [InlineData("""{"battery_voltage":12.6,"soc":0.8}""", "Is the battery above 50%?", "yes")]
    [InlineData("humidity: 0.53\ntemp: 21.2 C", "Is the humidity over 60%?", "no")]
    [InlineData("mem_ratio: 0.92\ntemp: 21.2 C", "Is the mem ratio below 90 %?", "no")]
    public void A_share_of_one_is_compared_with_percents(string text, string prompt, string answer) =>
        Ask.Answers(text, prompt, answer);

    [Theory]
    [InlineData("packet_loss: 0.7\nlatency: 12 ms", "Is the packet loss above 1 %?", "no")]
    [InlineData("humidity: 53\ntemp: 21.2 C", "Is the humidity over 60%?", "no")]
    [InlineData("humidity: 0.53 %\ntemp: 21.2 C", "Is the humidity over 5%?", "no")]
    [InlineData("humidity: 0\ntemp: 21.2 C", "Is the humidity over 5%?", "no")]
    public void What_is_near_its_limit_as_it_is_printed_stays(string text, string prompt, string answer) =>
        Ask.Answers(text, prompt, answer);

    [Theory]
    [InlineData("""{"battery_voltage":12.6,"soc":0.8}""", "Is the battery above 50%?")]
    [InlineData("""{"soc":1,"voltage":54.1}""", "Is the soc above 50%?")]
    [InlineData("""{"battery_voltage":12.6,"temp_c":21.4}""", "Is the battery above 50%?")]
    [InlineData("""{"battery_v":3.61,"temp_c":21.4}""", "How full is the battery?")]
    [InlineData("Gate relay: ON\nDoor: closed", "Is the gate open?")]
    public void What_may_mean_either_is_not_sure(string text, string prompt) => Ask.IsUnsure(text, prompt);

    [Theory]
    [InlineData("humidity_percent: 45\ntemp: 21.2 C", "Is the humidity above 50 percent?", "no")]
    [InlineData("humidity_pct: 45\ntemp: 21.2 C", "Is the humidity above 50 percent?", "no")]
    [InlineData("humidity: 45 %RH\ntemp: 21.2 C", "Is the humidity above 50 %?", "no")]
    [InlineData("humidity: 45 percent\ntemp: 21.2 C", "Is the humidity above 50 %?", "no")]
    [InlineData("""{"battery_percent":80}""", "Is the battery above 50%?", "yes")]
    [InlineData("""{"battery_pct":80}""", "Is the battery above 50%?", "yes")]
    [InlineData("""{"battery":{"percent":80}}""", "Is the battery above 50%?", "yes")]
    [InlineData("""{"battery_percent":80}""", "How full is the battery?", "80")]
    [InlineData("cpu_percent: 80\ntemp: 21.2 C", "Is the cpu below 90%?", "yes")]
    public void Percents_by_any_name_are_sure(string text, string prompt, string answer)
    {
        var (got, confidence) = Ask.Of(text, prompt);

        Assert.Equal((prompt, answer), (prompt, got));
        Assert.True(confidence >= 0.9, $"{prompt}: {confidence}");
    }

    [Fact]
    public void A_limit_that_both_readings_agree_about_is_as_sure_as_before()
    {
        var (answer, confidence) = Ask.Of("humidity: 0.53\ntemp: 21.2 C", "Is the humidity over 60?");
        var (inPercent, surely) = Ask.Of("humidity: 0.53\ntemp: 21.2 C", "Is the humidity over 60%?");

        Assert.Equal(("no", "no"), (answer, inPercent));
        Assert.True(surely > 0.8 && confidence > 0.8, $"{surely}, {confidence}");
    }
}
