using Siskin.Runtime.Signals.Ranking;
using Xunit;

namespace Siskin.Runtime.Tests.Signals.Ranking;

public sealed class WordVectorsTests
{
    private static readonly WordVectors.Entry[] Entries =
    [
        new("warm", 1, 1, [1, 0, 0]),
        new("temperature", 1, 2, [0.9f, 0.1f, 0]),
        new("charge", 1, 1, [0, 1, 0]),
        new("dis", 1, 1, [0, 0, 1]),
        new("##charge", 1, 1, [0, -1, 0]),
        new("the", 0, 0, [0.3f, 0.3f, 0.3f]),
        new("größe", 1, 1, [0, 0, -1]),
    ];

    private static WordVectors Known => WordVectors.Read(WordVectors.File(Entries, 14));

    [Fact]
    public void A_text_is_the_sum_of_its_words_and_of_length_1()
    {
        var read = Known.OfQuestion(["warm", "charge"]);

        Assert.Equal(Math.Sqrt(0.5), read[0], 4);
        Assert.Equal(Math.Sqrt(0.5), read[1], 4);
        Assert.Equal(0, read[2], 4);
        Assert.Equal((3, 7, 14f), (Known.Dimensions, Known.Count, Known.Temperature));
    }

    [Fact]
    public void A_word_may_count_more_in_a_name_than_in_a_question()
    {
        // 1 x (0.9, 0.1) + (0, 1) and 2 x (0.9, 0.1) + (0, 1).
        Assert.Equal(0.9 / 1.1, Ratio(Known.OfQuestion(["temperature", "charge"])), 2);
        Assert.Equal(1.8 / 1.2, Ratio(Known.OfName(["temperature", "charge"])), 2);

        static double Ratio(float[] vector) => vector[0] / vector[1];
    }

    [Fact]
    public void A_word_is_itself_or_its_longest_pieces()
    {
        Assert.Equal([5], Indexed("the"));
        Assert.Equal(2, Known.Entries("discharge").Count);
        Assert.Equal([0, -1, 1], Known.OfName(["discharge"]).Select(number => Math.Round(number * Math.Sqrt(2))));
        Assert.Single(Known.Entries("größe"));

        // Its number in the order of bytes: ##charge, charge, dis, größe, temperature, the, warm.
        static IReadOnlyList<int> Indexed(string word) => Known.Entries(word);
    }

    [Theory]
    [InlineData("")]
    [InlineData("warmer")]
    [InlineData("w")]
    [InlineData("disc")]
    [InlineData("zzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzz")]
    [InlineData("ääääääääääääääääääääääääääääääääääääääää")]
    public void What_cannot_be_put_together_counts_nothing(string word)
    {
        Assert.Empty(Known.Entries(word));
        Assert.All(Known.OfName([word]), number => Assert.Equal(0, number));
    }

    [Fact]
    public void A_file_that_is_cut_off_or_altered_is_refused()
    {
        var file = WordVectors.File(Entries, 14);

        for (var length = 0; length < file.Length; length++)
            Assert.Throws<InvalidDataException>(() => WordVectors.Read(file.AsSpan(0, length)));
        foreach (var at in (int[])[0, 5, 9, 15, 17])
        {
            var altered = (byte[])file.Clone();
            altered[at] ^= 0xFF;
            Assert.Throws<InvalidDataException>(() => WordVectors.Read(altered));
        }
    }

    [Fact]
    public void Entries_out_of_order_are_refused()
    {
        var file = WordVectors.File([new("a", 1, 1, [1]), new("b", 1, 1, [1])], 1);
        var first = Array.IndexOf(file, (byte)'a');
        (file[first], file[first + 1]) = (file[first + 1], file[first]);

        Assert.Contains(
            "out of order",
            Assert.Throws<InvalidDataException>(() => WordVectors.Read(file)).Message,
            StringComparison.Ordinal
        );
    }

    [Fact]
    public void What_is_shipped_knows_words_of_devices()
    {
        var shipped = WordVectors.Shipped;

        Assert.True(Cosine("battery juice", "soc") > Cosine("battery juice", "temperature"));
        Assert.True(Cosine("how muggy is it", "humidity") > Cosine("how muggy is it", "pressure"));

        double Cosine(string question, string name) =>
            shipped
                .OfQuestion(question.Split(' '))
                .Zip(shipped.OfName(name.Split(' ')), (one, other) => one * other)
                .Sum();
    }

    [Fact]
    public void Vectors_that_know_nothing_find_all_rows_equally_near() =>
        Assert.Equal([0f], WordVectors.None.OfQuestion(["warm"]));
}
