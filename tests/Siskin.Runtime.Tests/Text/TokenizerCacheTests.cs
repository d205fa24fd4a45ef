using Siskin.Runtime.Text;
using Xunit;

namespace Siskin.Runtime.Tests.Text;

/// <summary>
/// What the cache of words is for, and that it has an end: a word that it holds is encoded without an allocation.
/// </summary>
public sealed class TokenizerCacheTests
{
    private const int MoreThanItHolds = 10_000;

    private readonly BpeTokenizer _tokenizer = SmallTokenizer.Create();
    private readonly List<int> _ids = new(1_000);

    [Fact]
    public void A_word_that_came_before_costs_nothing()
    {
        Encode("temperature");

        Assert.Equal(0, CostOf("temperature"));
        Assert.NotEqual(0, CostOf("temperatures"));
    }

    [Fact]
    public void Many_other_words_push_it_out()
    {
        Encode("temperature");

        for (var i = 0; i < MoreThanItHolds; i++)
            Encode(Word(i));

        Assert.NotEqual(0, CostOf("temperature"));
    }

    [Fact]
    public void The_latest_words_are_held_whatever_came_before()
    {
        for (var i = 0; i < MoreThanItHolds; i++)
            Encode(Word(i));

        Assert.Equal(0, CostOf(Word(MoreThanItHolds - 1)));
    }

    [Fact]
    public void A_very_long_word_is_not_kept()
    {
        var longest = new string('q', 32);
        Encode(longest);
        Encode(longest + "q");

        Assert.Equal(0, CostOf(longest));
        Assert.NotEqual(0, CostOf(longest + "q"));
    }

    private long CostOf(string word)
    {
        var before = GC.GetAllocatedBytesForCurrentThread();
        Encode(word);
        return GC.GetAllocatedBytesForCurrentThread() - before;
    }

    private void Encode(string word)
    {
        _ids.Clear();
        _tokenizer.Encode(word, _ids);
    }

    // Digits would be tokens of their own.
    private static string Word(int number) =>
        "q" + string.Concat($"{number:D5}".Select(digit => (char)('a' + digit - '0')));
}
