using System.Text;
using Siskin.Runtime.Bundles;
using Siskin.Runtime.Text;
using Xunit;

namespace Siskin.Runtime.Tests.Text;

public sealed class BpeTokenizerTests
{
    private readonly BpeTokenizer _tokenizer = SmallTokenizer.Create();

    [Theory]
    [InlineData("")]
    [InlineData("boiler/temp 71.4 °C")]
    [InlineData("  two  spaces\n\ttab\r\n")]
    [InlineData("Füllstand ½ µS/cm ≥ 3 中文 😀 \u0000\u0007")]
    [InlineData("{\"Time\":\"2026-01-05T10:15:00\",\"AM2301\":{\"Temperature\":21.4}}")]
    public void Text_round_trips(string text) => Assert.Equal(text, _tokenizer.Decode(_tokenizer.Encode(text)));

    [Fact]
    public void Random_text_round_trips()
    {
        var random = new Random(3);
        for (var round = 0; round < 500; round++)
        {
            var text = new StringBuilder();
            for (var i = random.Next(40); i > 0; i--)
            {
                var value = random.Next(4) == 0 ? random.Next(0x110000) : random.Next(128);
                if (Rune.IsValid(value))
                    text.Append(new Rune(value));
            }
            Assert.Equal(text.ToString(), _tokenizer.Decode(_tokenizer.Encode(text.ToString())));
        }
    }

    [Fact]
    public void Half_a_surrogate_pair_becomes_the_replacement_character() =>
        Assert.Equal("a\uFFFDb", _tokenizer.Decode(_tokenizer.Encode("a\uD83Db")));

    [Fact]
    public void Merges_apply_in_rank_order()
    {
        Assert.Equal(["temp", " bar"], Pieces("temp bar"));
        Assert.Equal(["aa", "a"], Pieces("aaa"));
        Assert.Equal(["ba", "ba"], Pieces("baba"));
        Assert.Equal([" ", "ba"], Pieces(" ba"));
    }

    [Fact]
    public void Every_digit_is_a_token_of_its_own()
    {
        Assert.Equal(["1", "0", "2", "4", ".", "5"], Pieces("1024.5"));
        Assert.Equal(["temp", "1", "2"], Pieces("temp12"));
    }

    [Fact]
    public void Special_tokens_never_come_out_of_text()
    {
        foreach (var name in BpeTokenizer.SpecialNames)
        {
            var ids = _tokenizer.Encode($"x{name}y {name}");
            Assert.All(ids, id => Assert.True(id >= BpeTokenizer.SpecialNames.Count));
            Assert.Equal($"x{name}y {name}", _tokenizer.Decode(ids));
        }
    }

    [Fact]
    public void Special_tokens_are_not_shown()
    {
        Assert.Equal(new SpecialTokens(0, 1, 2, 3, 4), _tokenizer.Tokens);
        Assert.Equal("temp", _tokenizer.Decode([1, .. _tokenizer.Encode("temp"), 2, 0]));
        Assert.True(_tokenizer.BytesOf(2).IsEmpty);
    }

    [Fact]
    public void An_id_outside_the_vocabulary_is_refused()
    {
        var error = Assert.Throws<ArgumentOutOfRangeException>(() => _tokenizer.Decode([_tokenizer.VocabSize]));
        Assert.Contains($"(0 to {_tokenizer.VocabSize - 1})", error.Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentOutOfRangeException>(() => _tokenizer.Decode([-1]));
    }

    [Fact]
    public void Bytes_that_are_not_text_become_the_replacement_character()
    {
        var ids = _tokenizer.Encode("°");
        Assert.Equal(2, ids.Length);
        Assert.Equal("\uFFFD", _tokenizer.Decode(ids.AsSpan(0, 1)));
    }

    [Fact]
    public void The_cache_changes_nothing_when_it_overflows()
    {
        var before = _tokenizer.Encode("temp barba");
        for (var i = 0; i < 10_000; i++)
            _tokenizer.Encode(string.Concat("q", new string((char)('a' + i % 26), 1 + i % 17), (char)(0x4E00 + i)));
        Assert.Equal(before, _tokenizer.Encode("temp barba"));
    }

    [Fact]
    public void A_very_long_word_is_merged_like_short_ones()
    {
        var ids = _tokenizer.Encode(new string('a', 200_001));
        Assert.Equal(100_001, ids.Length);
        Assert.Equal(new string('a', 200_001), _tokenizer.Decode(ids));
    }

    [Fact]
    public void Threads_may_share_a_tokenizer()
    {
        string[] texts = [.. Enumerable.Range(0, 200).Select(i => $"temp bar baba word{(char)('a' + i % 26)} {i}")];
        int[][] alone = [.. texts.Select(SmallTokenizer.Create().Encode)];
        var together = new int[texts.Length][];
        Parallel.For(0, texts.Length, i => together[i] = _tokenizer.Encode(texts[i]));
        Assert.Equal(alone, together);
    }

    private string[] Pieces(string text) => [.. _tokenizer.Encode(text).Select(id => _tokenizer.Decode([id]))];
}
