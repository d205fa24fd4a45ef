using Siskin.Runtime.Signals.Questions;
using Siskin.Runtime.Signals.Ranking;
using Siskin.Runtime.Signals.Reading;
using Xunit;

namespace Siskin.Runtime.Tests.Signals.Ranking;

public sealed class RowLikenessTests
{
    private static readonly WordVectors Vectors = WordVectors.Read(
        WordVectors.File(
            [
                new("muggy", 1, 1, [1, 0]),
                new("hum", 1, 1, [0.9f, 0.2f]),
                new("=bar", 1, 1, [0, 1]),
                new("squeeze", 1, 1, [0.1f, 1]),
            ],
            10
        )
    );

    [Fact]
    public void The_row_whose_name_means_the_same_is_the_nearest()
    {
        var near = Of("How muggy is it?", """{"shed": {"hum": 71, "p": 1.8}}""");

        Assert.Equal([0, 1], near.Best);
        Assert.Equal([0, 1], near.Ranks);
        Assert.Equal(0.9 / Math.Sqrt(0.85), near.Cosine(0), 2);
        Assert.Equal(near.Nearest, near.Cosine(0));
        Assert.Equal(1, near.Share(0) + near.Share(1), 9);
        Assert.Equal(10 * (near.Cosine(0) - near.Cosine(1)), Math.Log(near.Share(0) / near.Share(1)), 6);
    }

    [Fact]
    public void A_unit_names_a_row_as_well()
    {
        var near = Of("Is there enough squeeze?", "hum: 71\nx: 1.8 bar\n");

        Assert.Equal([1, 0], near.Best);
        Assert.True(near.Cosine(1) > 0.9);
    }

    [Fact]
    public void Words_that_all_rows_have_do_not_name_one()
    {
        var table = SignalReader.Read("plant/north/hum 71\nplant/north/p 1.8\n");

        Assert.Equal(
            [
                ["hum"],
                ["p"],
            ],
            RowLikeness.RowWords(table, new NameWords(table)).Select(row => row[..1])
        );
        var single = SignalReader.Read("plant/hum 71\n");
        Assert.Contains("plant", RowLikeness.RowWords(single, new NameWords(single))[0]);
    }

    [Fact]
    public void Of_a_long_question_the_last_words_count()
    {
        var table = SignalReader.Read("hum: 71\n");
        var words = RowLikeness.QuestionWords(
            new QuestionText(string.Join(' ', Enumerable.Repeat("so", 40)) + " muggy", new NameWords(table))
        );

        Assert.Equal(24, words.Count);
        Assert.Equal("muggy", words[^1]);
    }

    private static RowLikeness Of(string prompt, string text)
    {
        var table = SignalReader.Read(text);
        var names = new NameWords(table);
        return new RowLikeness(new Asked(new QuestionText(prompt, names), table, names), Vectors);
    }
}
