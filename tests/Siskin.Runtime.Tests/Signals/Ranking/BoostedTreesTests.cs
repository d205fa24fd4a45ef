using Siskin.Runtime.Signals.Ranking;
using Xunit;
using Node = Siskin.Runtime.Signals.Ranking.BoostedTrees.Node;

namespace Siskin.Runtime.Tests.Signals.Ranking;

public sealed class BoostedTreesTests
{
    // warm > 20 and wet > 0.5: 4; warm > 20 alone: 2; else 1
    private static readonly Node[] Stairs = [new(0, 1, 20), new(0, 0, 1), new(1, 1, 0.5f), new(0, 0, 2), new(0, 0, 4)];

    private static readonly Node[] End = [new(0, 0, 0.25f)];

    [Theory]
    [InlineData(19, 1, 1.25)]
    [InlineData(20, 1, 1.25)] // at most the limit
    [InlineData(20.5, 0.5, 2.25)]
    [InlineData(20.5, 0.75, 4.25)]
    public void The_numbers_of_all_trees_are_added(float warm, float wet, double sum) =>
        Assert.Equal(sum, Of(Stairs, End).Score([warm, wet]));

    [Fact]
    public void Without_a_tree_the_sum_is_nothing() => Assert.Equal(0, Of().Score([1, 1]));

    [Fact]
    public void What_is_written_is_read()
    {
        using var file = new MemoryStream();
        Of(Stairs, End).Write(file);

        var read = BoostedTrees.Read(new MemoryStream(file.ToArray()));

        Assert.Equal(["warm", "wet"], read.Features);
        Assert.Equal(4.25, read.Score([30, 1]));
        Assert.Equal(1.25, read.Score([0, 1]));
    }

    [Fact]
    public void Another_file_is_refused() => Refused([1, 2, 3, 4, 5], "no file of trees: it does not begin with SBT1");

    [Fact]
    public void So_is_a_file_that_was_cut_anywhere()
    {
        using var file = new MemoryStream();
        Of(Stairs, End).Write(file);
        var bytes = file.ToArray();

        for (var length = 4; length < bytes.Length; length++)
            Refused(bytes[..length], "no whole file of trees: ");
    }

    [Theory]
    [InlineData(2, 1, "node 0 asks for feature 2 of 2")]
    [InlineData(1, 2, "leads to node 2 of 3")] // the one behind that is none
    public void A_node_that_leads_nowhere_is_refused(byte feature, byte next, string fault)
    {
        Node[] nodes = [new(feature, next, 0), new(0, 0, 1), new(0, 0, 2)];

        var error = Assert.Throws<ArgumentException>(() => Of(End, nodes));

        Assert.StartsWith("tree 1: ", error.Message, StringComparison.Ordinal);
        Assert.Contains(fault, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void So_is_a_tree_without_nodes() =>
        Assert.Contains(
            "0 nodes; allowed: 1 to 256",
            Assert.Throws<ArgumentException>(() => Of(End, [])).Message,
            StringComparison.Ordinal
        );

    [Fact]
    public void And_more_features_than_a_byte_counts() =>
        Assert.Contains(
            "256 features, 0 trees; allowed: 255",
            Assert
                .Throws<ArgumentException>(() => BoostedTrees.Of([.. Enumerable.Range(0, 256).Select(i => $"{i}")], []))
                .Message,
            StringComparison.Ordinal
        );

    private static BoostedTrees Of(params Node[][] trees) => BoostedTrees.Of(["warm", "wet"], trees);

    private static void Refused(byte[] file, string fault) =>
        Assert.StartsWith(
            fault,
            Assert.Throws<InvalidDataException>(() => BoostedTrees.Read(new MemoryStream(file))).Message,
            StringComparison.Ordinal
        );
}
