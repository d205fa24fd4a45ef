using Siskin.Runtime.Bundles;
using Siskin.Runtime.Inference;
using Xunit;

namespace Siskin.Runtime.Tests.Inference;

public sealed class TokenLookupTests
{
    private const int Bos = 1;
    private const int Eos = 2;

    private readonly AcceptanceRates _rates = new();
    private readonly TokenLookup _lookup = new(new SpecialTokens(0, Bos, Eos, -1, -1));

    [Fact]
    public void What_follows_the_longest_repetition_is_found()
    {
        _lookup.Begin([10, 11, 12, 20, 11, 13, 14], []);

        AssertFound([13, 14], LookupSource.Input, 2, Find(4, Bos, 20, 11));
        AssertFound([12, 20, 11], LookupSource.Input, 2, Find(3, Bos, 10, 11));
    }

    [Fact]
    public void Of_equal_repetitions_the_next_one_is_taken()
    {
        _lookup.Begin([5, 30, 5, 31, 5, 32], []);

        Assert.Equal([30], Find(1, Bos, 5).Tokens);
        Assert.Equal([5], Find(1, Bos, 5, 30).Tokens);
        Assert.Equal([31], Find(1, Bos, 5).Tokens);
    }

    [Fact]
    public void An_answer_given_before_is_expected_again_up_to_its_end()
    {
        _lookup.Begin([40, 41], [7, 8, 9]);

        AssertFound([7, 8, 9, Eos], LookupSource.Previous, 1, Find(5, Bos));
        AssertFound([9, Eos], LookupSource.Previous, 3, Find(5, Bos, 7, 8));
    }

    [Fact]
    public void Behind_what_changed_the_rest_is_expected_in_its_place()
    {
        _lookup.Begin([], [7, 8, 9, 6]);

        AssertFound([9, 6, Eos], LookupSource.Previous, 1, Find(5, Bos, 7, 5));
    }

    [Fact]
    public void Words_of_other_answers_are_found_the_newest_first()
    {
        _lookup.Remember([7, 8, 9, Eos]);
        _lookup.Remember([7, 8, 6, Eos]);
        _lookup.Begin([40, 41], []);

        AssertFound([7, 8, 6, Eos], LookupSource.Said, 1, Find(5, Bos));
        AssertFound([6, Eos], LookupSource.Said, 3, Find(2, Bos, 7, 8));
        AssertFound([Eos], LookupSource.Said, 4, Find(1, Bos, 7, 8, 9));
    }

    [Fact]
    public void Answers_are_kept_within_bounds()
    {
        for (var i = 0; i < 1_000; i++)
            _lookup.Remember([100 + i, 8, 9, Eos]);
        _lookup.Remember(new int[600]);
        _lookup.Begin([], []);

        Assert.Equal([8], Find(1, Bos, 1_099).Tokens);
        Assert.Empty(Find(1, Bos, 100).Tokens);
        Assert.Empty(Find(1, Bos, 0).Tokens);
    }

    [Fact]
    public void The_place_that_was_right_more_often_is_taken()
    {
        _lookup.Begin([5, 30], [5, 31]);
        Assert.Equal([31], Find(1, Bos, 5).Tokens);

        for (var i = 0; i < 50; i++)
            _rates.Add(new LookupTrace(LookupSource.Previous, 2), count: 1, right: 0);

        Assert.Equal([30], Find(1, Bos, 5).Tokens);
    }

    [Fact]
    public void What_was_never_said_is_not_found()
    {
        _lookup.Begin([10, 11, 12], []);

        Assert.Empty(Find(3, Bos).Tokens);
        Assert.Empty(Find(3, Bos, 99).Tokens);
        Assert.Empty(Find(3, Bos, 12).Tokens); // nothing stands behind it
        Assert.Empty(Find(0, Bos, 10).Tokens);
    }

    [Fact]
    public void A_shorter_input_leaves_nothing_of_a_longer_one_before_it()
    {
        _lookup.Begin([10, 11, 12, 13], [20, 21]);
        _lookup.Begin([10, 11], []);

        Assert.Equal([11], Find(4, Bos, 10).Tokens);
        Assert.Empty(Find(4, Bos, 12).Tokens);
        Assert.Empty(Find(4, Bos, 20).Tokens);
    }

    private static void AssertFound(int[] tokens, LookupSource source, int length, Found found)
    {
        Assert.Equal(tokens, found.Tokens);
        Assert.Equal(new LookupTrace(source, length), found.Trace);
    }

    private Found Find(int most, params int[] sequence)
    {
        var tokens = new int[most];
        var found = _lookup.Find(sequence, _rates, tokens);
        return new Found(tokens[..found.Count], found.Trace);
    }

    private sealed record Found(int[] Tokens, LookupTrace Trace);
}
