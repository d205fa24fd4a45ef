using Siskin.Runtime.Signals.Reading;
using Xunit;

namespace Siskin.Runtime.Tests.Signals.Questions;

/// <summary>What makes an answer sure, and what does not.</summary>
public sealed class SurenessTests
{
    private const double Sure = 0.9;

    [Theory]
    [InlineData("Which value is highest?", "inlet 61.5")]
    [InlineData("What is the highest reading?", "inlet 61.5")]
    [InlineData("Which value is lowest?", "outlet 48.2")]
    public void All_numbers_are_compared_where_all_are_asked_for(string prompt, string answer)
    {
        var (got, confidence) = Ask.Of("""{"inlet": 61.5, "outlet": 48.2}""", prompt);

        Assert.Equal(answer, got);
        Assert.True(confidence >= Sure, $"{confidence}");
    }

    [Fact]
    public void Known_units_that_differ_are_not_compared_for_sure() =>
        Ask.IsUnsure("inlet: 61.5 °C\nflow: 48 l/min", "Which value is highest?");

    [Theory]
    [InlineData("consBattery: 12.6 V\npack: 48 V", "console battery?")]
    [InlineData("gear_ratio: 3\noil: 4", "gearing ratio?")]
    public void A_word_that_is_only_like_a_name_is_not_sure(string text, string prompt) => Ask.IsUnsure(text, prompt);

    [Fact]
    public void Lines_that_no_form_read_are_counted()
    {
        const string text = "tank1/level 3\ntank2/level 4\nfrom 3 to 4 of the upper ones, 7 others\nof 12";

        Assert.True(SignalReader.Known(text).LinesLeft > 0);
        Assert.True(SignalReader.Read(text).IsWeak);
    }

    [Theory]
    [InlineData("printing: true\nused_layers: 63\nspeed: 3", "how many layers are left?")]
    [InlineData("chamber/temperature: 48.3\nbed/temperature: 60", "what is the warmest the chamber has ever been?")]
    [InlineData("heater_bed/temperature: 59.97\nheater_bed/target: 60", "is the bed within 1 degree of its target?")]
    public void What_is_not_told_is_not_sure(string text, string prompt) => Ask.IsUnsure(text, prompt);
}
