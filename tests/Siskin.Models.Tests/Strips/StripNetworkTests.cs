using Siskin.Models.Export.Graphs;
using Siskin.Models.Strips;
using Siskin.Models.Tests.Export;
using TorchSharp;
using Xunit;

namespace Siskin.Models.Tests.Strips;

public sealed class StripNetworkTests
{
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void The_graph_gives_what_the_network_gives(bool circular)
    {
        using var network = RandomStrips.Network(circular, seed: 3);
        using var strips = RandomStrips.Pixels(network.Options, 2, seed: 4);
        using var graph = new GraphSession(StripGraph.Build(network));
        using var noGrad = torch.no_grad();

        var logits = graph.Run(("strips", strips))["logits"];

        Closeness.AssertClose(network.forward(strips), logits, 1e-4);
        Assert.True(logits.std().item<float>() > 0.1f);
    }

    [Fact]
    public void Around_a_circle_no_place_is_another()
    {
        using var network = RandomStrips.Network(circular: true, seed: 5);
        using var strips = RandomStrips.Pixels(network.Options, 1, seed: 6);
        using var noGrad = torch.no_grad();

        var turned = network.forward(strips.roll(7, 3));

        Closeness.AssertClose(network.forward(strips).roll(7, 2), turned, 1e-4);
    }

    [Fact]
    public void Along_a_length_its_ends_are_apart()
    {
        using var network = RandomStrips.Network(circular: false, seed: 5);
        using var strips = RandomStrips.Pixels(network.Options, 1, seed: 6);
        using var noGrad = torch.no_grad();

        var turned = network.forward(strips.roll(7, 3));

        Assert.True(Closeness.RelativeError(network.forward(strips).roll(7, 2), turned) > 0.05);
    }

    [Fact]
    public void What_is_far_out_counts_otherwise_than_what_is_far_in()
    {
        using var network = RandomStrips.Network(circular: true, seed: 5);
        using var strips = RandomStrips.Pixels(network.Options, 1, seed: 6);
        using var noGrad = torch.no_grad();

        Assert.True(Closeness.RelativeError(network.forward(strips), network.forward(strips.flip(2))) > 0.05);
    }

    [Theory]
    [InlineData(12, 16, "a height of 12 cannot be halved 3 times")]
    [InlineData(16, 12, "12 channels; allowed are multiples of 8")]
    public void Sizes_that_do_not_fit_together_are_named(int height, int width, string said)
    {
        var options = new StripOptions(3, height, 32, 2, Circular: false) { Width = width };

        Assert.Equal(said, Assert.Throws<ArgumentException>(options.Validate).Message);
    }

    [Fact]
    public void A_gap_that_reaches_around_a_circle_is_named() =>
        Assert.Equal(
            "a dilation of 32 reaches around a circle of 64 places",
            Assert.Throws<ArgumentException>(new StripOptions(3, 32, 64, 1, Circular: true).Validate).Message
        );
}
