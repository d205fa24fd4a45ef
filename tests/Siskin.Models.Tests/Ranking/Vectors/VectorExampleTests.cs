using Siskin.Models.Ranking;
using Siskin.Models.Ranking.Vectors;
using Siskin.Runtime.Signals.Ranking;
using Siskin.Runtime.Signals.Reading;
using Xunit;

namespace Siskin.Models.Tests.Ranking.Vectors;

public sealed class VectorExampleTests
{
    private const string Text = "boiler/temperature 61.5 °C\nroom/temperature 19 °C\nroom/humidity 48 %\n";

    [Fact]
    public void The_row_whose_value_is_right_is_asked_for()
    {
        var example = VectorExample.Of(Asked("How warm is the boiler?", "61.5 °C"));

        Assert.NotNull(example);
        Assert.Equal([true, false, false], example.IsRight);
        Assert.Contains("warm", example.Question);
        Assert.Equal(["boiler", "temperature"], example.Rows[0].Take(2));
    }

    [Theory]
    [InlineData("Is the boiler above 60?", "yes: boiler/temperature 61.5 °C")]
    [InlineData("Why is it cold?", "unknown")]
    [InlineData("How warm is the attic?", "nothing answers this")]
    public void What_any_row_may_answer_teaches_no_row(string prompt, string answer) =>
        Assert.Null(VectorExample.Of(Asked(prompt, answer)));

    [Fact]
    public void A_text_of_one_row_leaves_nothing_to_choose()
    {
        var table = SignalReader.Read("boiler/temperature 61.5 °C\n");
        var one = new RankedExample(
            "How warm is it?",
            table,
            true,
            answer => answer == "61.5 °C",
            QuestionRanking.Candidates("How warm is it?", table)
        );

        Assert.True(one.HasRight);
        Assert.Null(VectorExample.Of(one));
    }

    [Fact]
    public void Authors_are_what_stands_before_the_number()
    {
        var authors = RankingLearning.ByAuthor(["b/home-2.jsonl", "b/crowd-1.jsonl", "b/home-10.jsonl"]).ToArray();

        Assert.Equal([0, 1], authors.Select(one => one.Place));
        Assert.Equal(["b/crowd-1.jsonl"], authors[0].Files);
        Assert.Equal(["b/home-2.jsonl", "b/home-10.jsonl"], authors[1].Files);
    }

    private static RankedExample Asked(string prompt, string answer)
    {
        var table = SignalReader.Read(Text);
        return new RankedExample(prompt, table, true, one => one == answer, QuestionRanking.Candidates(prompt, table));
    }
}
