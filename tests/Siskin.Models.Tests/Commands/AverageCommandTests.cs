using Siskin.Models.Architecture;
using Siskin.Models.Commands;
using Siskin.Models.Export;
using Siskin.Models.Training;
using Xunit;

namespace Siskin.Models.Tests.Commands;

public sealed class AverageCommandTests : IDisposable
{
    private readonly ScratchFolder _root = new();

    private string Mean => Path.Combine(_root.Path, "mean");

    [Theory]
    [InlineData(new[] { "--weights", "3", "1" }, 0.75)]
    [InlineData(new[] { "--weights", "0.2", "0.6" }, 0.25)]
    [InlineData(new string[0], 0.5)]
    public async Task Every_weight_is_the_mean_of_its_own_in_the_checkpoints(string[] weights, double ofFirst)
    {
        var (first, second) = (Save("a", Tiny.Options, seed: 1), Save("b", Tiny.Options, seed: 2));

        Assert.Equal(0, await ToolCommand.RunAsync(["average", first, second, "--to", Mean, .. weights]));

        using Network one = Checkpoint.LoadNetwork(first),
            two = Checkpoint.LoadNetwork(second),
            mean = Checkpoint.LoadNetwork(Mean);
        foreach (var ((a, b), got) in one.parameters().Zip(two.parameters()).Zip(mean.parameters()))
        {
            var (x, y, z) = (TensorFile.ToArray(a), TensorFile.ToArray(b), TensorFile.ToArray(got));
            for (var i = 0; i < z.Length; i++)
                Assert.Equal((ofFirst * x[i]) + ((1 - ofFirst) * y[i]), z[i], 1e-5);
        }
        Assert.Equal(0, Checkpoint.Read(Mean).Step);
    }

    [Fact]
    public async Task Three_count_alike_where_nothing_else_is_said()
    {
        string[] parts = [.. Enumerable.Range(1, 3).Select(seed => Save($"{seed}", Tiny.Options, seed))];

        Assert.Equal(0, await ToolCommand.RunAsync(["average", .. parts, "--to", Mean]));

        var values = parts.Append(Mean).Select(First).ToArray();
        Assert.Equal((values[0] + values[1] + values[2]) / 3, values[3], 1e-6);
    }

    [Theory]
    [InlineData("--weights has 3 numbers; allowed: 2, one for each checkpoint", "--weights", "1", "1", "1")]
    [InlineData("--weights 0; allowed: above 0", "--weights", "1", "0")]
    public async Task Weights_that_mean_nothing_are_refused(string said, params string[] weights)
    {
        var (first, second) = (Save("a", Tiny.Options, seed: 1), Save("b", Tiny.Options, seed: 2));

        Assert.Contains(said, await Refused(["average", first, second, "--to", Mean, .. weights]), Ordinal);
    }

    [Fact]
    public async Task Networks_of_other_sizes_are_refused_with_the_size()
    {
        var (first, second) = (Save("a", Tiny.Options, seed: 1), Save("b", Tiny.Options with { MlpDim = 96 }, seed: 2));

        Assert.Contains("mlp_dim is 96", await Refused(["average", first, second, "--to", Mean]), Ordinal);
    }

    [Fact]
    public async Task A_checkpoint_that_is_there_is_not_overwritten()
    {
        var (first, second) = (Save("a", Tiny.Options, seed: 1), Save("b", Tiny.Options, seed: 2));

        Assert.Contains("is there already", await Refused(["average", first, second, "--to", second]), Ordinal);
    }

    private const StringComparison Ordinal = StringComparison.Ordinal;

    private string Save(string name, ModelOptions options, int seed)
    {
        var folder = Path.Combine(_root.Path, name);
        using var network = RandomNetwork.Create(options, seed);
        new Checkpoint(100, 1000, options).Save(folder, network, optimizer: null);
        return folder;
    }

    private static float First(string folder)
    {
        using var network = Checkpoint.LoadNetwork(folder);
        return TensorFile.ToArray(network.parameters().First())[0];
    }

    private static async Task<string> Refused(string[] arguments)
    {
        var (code, errors) = await ToolRun.CaptureErrors(arguments);
        Assert.Equal(2, code);
        return errors;
    }

    public void Dispose() => _root.Dispose();
}
