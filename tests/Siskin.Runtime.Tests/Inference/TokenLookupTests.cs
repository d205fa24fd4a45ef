using Siskin.Runtime.Bundles;
using Siskin.Runtime.Inference;
using Xunit;

namespace Siskin.Runtime.Tests.Inference;

public sealed class TokenLookupTests
{
    private const int Bos = 1;
    private const int Eos = 2;

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
        var found = _lookup.Find(sequence, tokens);
        return new Found(tokens[..found.Count], found.Trace);
    }

    private sealed record Found(int[] Tokens, LookupTrace Trace);
}
