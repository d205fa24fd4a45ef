using Siskin.Runtime.Text;
using Xunit;

namespace Siskin.Runtime.Tests.Text;

public sealed class MergeTableTests
{
    private const int A = 1,
        B = 2,
        C = 3,
        D = 4,
        Bc = 10,
        Ab = 11,
        Bcd = 12,
        Abc = 13;

    // "bc" before "ab" before "bcd" before "abc".
    private readonly MergeTable _merges = new([(B, C, Bc), (A, B, Ab), (Bc, D, Bcd), (A, Bc, Abc)]);

    [Fact]
    public void The_lowest_rank_goes_first() => Assert.Equal([Abc], Apply(A, B, C));

    [Fact]
    public void A_merge_whose_neighbour_is_gone_does_not_lend_its_rank_to_another() =>
        Assert.Equal([A, Bcd], Apply(A, B, C, D));

    [Fact]
    public void Of_equal_merges_the_leftmost_goes_first() =>
        Assert.Equal([7, 5], Apply(new MergeTable([(5, 5, 7)]), 5, 5, 5));

    [Fact]
    public void The_first_of_two_merges_of_one_pair_counts() =>
        Assert.Equal([8], Apply(new MergeTable([(5, 6, 8), (5, 6, 9)]), 5, 6));

    private int[] Apply(params int[] ids) => Apply(_merges, ids);

    private static int[] Apply(MergeTable merges, params int[] ids)
    {
        var left = merges.Apply(ids);
        return ids[..left];
    }
}
