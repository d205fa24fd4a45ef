using Siskin.Models.Training;
using TorchSharp;
using Xunit;

namespace Siskin.Models.Tests.Training;

public sealed class FlatWeightsTests
{
    [Fact]
    public void The_network_computes_with_the_flat_weights_and_adds_to_the_flat_gradients()
    {
        using var network = Tiny.Network();
        var before = network.named_parameters().ToDictionary(p => p.name, p => TensorFile.ToArray(p.parameter));
        using var flat = new FlatWeights(network);
        Assert.All(network.named_parameters(), p => Assert.Equal(before[p.name], TensorFile.ToArray(p.parameter)));

        using (torch.no_grad())
            flat.Values.mul_(2.0.ToScalar());
        Assert.All(
            network.named_parameters(),
            p => Assert.Equal(before[p.name].Select(value => 2 * value), TensorFile.ToArray(p.parameter))
        );

        using var group = GroupTensors.From(Tiny.Group(1, 2));
        var (logits, targets) = AnswerLoss.Forward(network, group);
        AnswerLoss.CrossEntropy(logits, targets, 1).backward();
        var gradients = flat.Split(flat.Gradients)
            .ToDictionary(part => part.Name, part => TensorFile.ToArray(part.View));
        Assert.Contains(gradients["embedding.weight"], value => value != 0);
        Assert.All(
            network.named_parameters(),
            p => Assert.Equal(TensorFile.ToArray(p.parameter.grad!), gradients[p.name])
        );
    }

    [Fact]
    public void Matrices_of_one_size_lie_side_by_side_and_everything_has_one_place()
    {
        using var network = Tiny.Network();
        using var flat = new FlatWeights(network);
        Assert.Equal(network.CountParameters(), flat.Count);
        Assert.Equal(flat.MatrixValues, flat.Matrices.Sum(block => block.Count * block.Rows * block.Columns));
        Assert.Equal(
            flat.Matrices.Select(block => (block.Rows, block.Columns)).Distinct().Count(),
            flat.Matrices.Count
        );

        var names = flat.Split(flat.Values).Select(part => part.Name).ToList();
        Assert.Equal(
            network.named_parameters().Select(p => p.name).Order(StringComparer.Ordinal),
            names.Order(StringComparer.Ordinal)
        );
        using var others = flat.Values.narrow(0, flat.MatrixValues, flat.Count - flat.MatrixValues);
        Assert.All(
            flat.Split(others, from: flat.MatrixValues),
            part =>
                Assert.True(
                    part.View.dim() == 1 || part.Name.Contains("embedding", StringComparison.Ordinal),
                    part.Name
                )
        );
    }
}
