using Siskin.Models.Tokenization;
using Siskin.Runtime.Text;
using Xunit;

namespace Siskin.Models.Tests.Tokenization;

public sealed class BpeTrainerTests
{
    private static readonly string[] Corpus =
    [
        .. Enumerable.Repeat("What is the boiler temperature? 2024 71.4", 30),
        .. Enumerable.Repeat("boiler/temperature 100", 20),
        .. Enumerable.Repeat("Is the pump above 80 °C?", 10),
    ];

    [Fact]
    public void Tokenizer_and_trainer_agree()
    {
        var tokenizer = Train(Corpus);
        Assert.Equal(
            ["What", " is", " the", " ", "boiler", " ", "temperature", "?"],
            Pieces(tokenizer, "What is the boiler temperature?")
        );
        foreach (var text in Corpus)
            Assert.Equal(text, tokenizer.Decode(tokenizer.Encode(text)));
    }

    [Fact]
    public void A_name_has_the_same_tokens_with_and_without_a_space()
    {
        var tokenizer = Train(Corpus);
        var alone = tokenizer.Encode("boiler");
        Assert.Equal(alone, tokenizer.Encode("x boiler")[^alone.Length..]);
    }

    [Fact]
    public void Merges_never_join_digits()
    {
        var merges = new BpeTrainer(400, 10).Train(Corpus);
        Assert.NotEmpty(merges);
        Assert.DoesNotContain(merges, merge => (merge.Left + merge.Right).Any(char.IsAsciiDigit));
    }

    [Fact]
    public void The_order_of_the_corpus_does_not_matter()
    {
        string[] shuffled = [.. Corpus];
        new Random(8).Shuffle(shuffled);
        Assert.Equal(new BpeTrainer(340, 5).Train(Corpus), new BpeTrainer(340, 5).Train(shuffled));
    }

    [Fact]
    public void A_small_corpus_gives_fewer_merges_than_asked_for()
    {
        var merges = new BpeTrainer(1024, 8).Train(["abab ab", "abab"]);
        Assert.InRange(merges.Count, 1, 4);
        Assert.Equal(new BpeMerge("a", "b"), merges[0]);
    }

    [Theory]
    [InlineData(200, 0)]
    [InlineData(270, 10)]
    [InlineData(400, -1)]
    public void An_impossible_size_is_refused(int size, int spaces) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => new BpeTrainer(size, spaces));

    private static BpeTokenizer Train(string[] corpus) =>
        BpeTokenizer.Parse(TokenizerFile.Write(new BpeTrainer(340, 5).Train(corpus)));

    private static string[] Pieces(BpeTokenizer tokenizer, string text) =>
        [.. tokenizer.Encode(text).Select(id => tokenizer.Decode([id]))];
}
