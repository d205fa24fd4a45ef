using Siskin.Runtime.Signals.Questions;
using Siskin.Runtime.Signals.Ranking;
using Siskin.Runtime.Signals.Reading;
using Xunit;

namespace Siskin.Runtime.Tests.Signals.Ranking;

public sealed class MeaningIndexTests
{
    [Theory]
    [InlineData("How much juice is left in it?", "soc")]
    [InlineData("Where is it stuffiest?", "co2")]
    [InlineData("Who is the biggest power hog?", "apower")]
    [InlineData("How far could I drive?", "range")]
    [InlineData("Is the engine turning?", "rpm")]
    [InlineData("What is the pulse?", "hr")]
    public void Everyday_words_mean_what_names_say_in_brief(string prompt, string name) =>
        Assert.NotEmpty(MeaningIndex.OfQuestion(Text(prompt)).Meanings.Intersect(MeaningIndex.OfName(name)));

    [Theory]
    [InlineData("Which room is the chilliest?", -1)]
    [InlineData("When was power dearest?", 1)]
    [InlineData("Which room is warm?", 0)]
    public void Superlatives_have_a_direction(string prompt, int direction) =>
        Assert.Equal(direction, MeaningIndex.OfQuestion(Text(prompt)).Direction);

    [Fact]
    public void Units_mean_what_they_measure() =>
        Assert.NotEmpty(MeaningIndex.OfUnit(" °C").Intersect(MeaningIndex.OfName("temperature")));

    [Fact]
    public void Each_line_has_words_names_and_units() =>
        Assert.All(Meanings.Lines(), line => Assert.Equal(3, line.Split('|').Length));

    private static QuestionText Text(string prompt) => new(prompt, new NameWords(SignalReader.Read("a: 1\n")));
}
