using Siskin.Models.Architecture;
using Siskin.Models.Training;
using Xunit;

namespace Siskin.Models.Tests.Training;

public sealed class TrainerTests : IDisposable
{
    private static readonly TrainingOptions Options = new()
    {
        Steps = 10,
        WarmupSteps = 0,
        DecaySteps = 0,
    };
    private readonly string _folder = Directory.CreateTempSubdirectory("siskin-trainer").FullName;

    [Fact]
    public void Two_steps_give_the_pinned_losses()
    {
        using var trainer = new Trainer(Tiny.Network(), Options);
        var first = trainer.TrainStep([Tiny.Group(1, 4), Tiny.Group(2, 4, rows: 0)]).Loss;
        var second = trainer.TrainStep([Tiny.Group(1, 4), Tiny.Group(2, 4, rows: 0)]).Loss;
        Assert.Equal(PinnedFirst, first, tolerance: 2e-3);
        Assert.Equal(PinnedSecond, second, tolerance: 5e-3);
    }

    // What this code printed when stem and initialization were last changed; a change of any layer, of the loss or of
    // the optimizer moves them.
    private const double PinnedFirst = 5.7084;
    private const double PinnedSecond = 5.4722;

    [Fact]
    public void Two_workers_share_a_batch_and_tell_the_loss_of_the_whole()
    {
        var batch = new[] { Tiny.Group(1, 4), Tiny.Group(2, 4, rows: 0) };
        using var one = new Trainer(Tiny.Network(), Options);
        using var two = new Trainer(Tiny.Network(), Options, workers: 2);

        for (var i = 0; i < 2; i++)
            Assert.Equal(one.TrainStep(batch).Loss, two.TrainStep(batch).Loss, tolerance: 1e-3);
    }

    [Fact]
    public void Bfloat16_products_change_the_losses_a_little_and_nothing_else()
    {
        var batch = new[] { Tiny.Group(1, 4), Tiny.Group(2, 4, rows: 0) };
        using var whole = new Trainer(Tiny.Network(), Options);
        using var half = new Trainer(Tiny.Network(), Options with { Bf16 = true });
        for (var i = 0; i < 5; i++)
        {
            double expected = whole.TrainStep(batch).Loss,
                actual = half.TrainStep(batch).Loss;
            Assert.NotEqual(expected, actual);
            Assert.Equal(expected, actual, tolerance: 0.05);
        }
        Assert.All(
            half.Network.parameters(),
            weight => Assert.Equal(TorchSharp.torch.ScalarType.Float32, weight.dtype)
        );
    }

    [Fact]
    public void A_batch_of_texts_leaves_the_matrices_of_the_vision_encoder_alone()
    {
        using var network = Tiny.Network();
        using var trainer = new Trainer(network, Options);
        trainer.TrainStep([Tiny.Group(1, 4), Tiny.Group(2, 4, rows: 0)]);
        var before = Matrices(network);
        trainer.TrainStep([Tiny.Group(2, 4, rows: 0)]);
        var after = Matrices(network);

        Assert.Contains(before.Keys, name => name.StartsWith("vision.", StringComparison.Ordinal));
        Assert.Contains(before.Keys, name => !name.StartsWith("vision.", StringComparison.Ordinal));
        Assert.All(
            before,
            matrix =>
                Assert.Equal(
                    matrix.Key.StartsWith("vision.", StringComparison.Ordinal),
                    matrix.Value.SequenceEqual(after[matrix.Key])
                )
        );
    }

    private static Dictionary<string, float[]> Matrices(EncoderDecoder network) =>
        network
            .named_parameters()
            .Where(p => FlatWeights.IsMatrix(p.name, p.parameter))
            .ToDictionary(p => p.name, p => TensorFile.ToArray(p.parameter));

    [Fact]
    public void A_repeated_batch_is_learned_by_heart()
    {
        using var network = Tiny.Network();
        using var trainer = new Trainer(network, Options with { Steps = 200, MuonRate = 0.03 });
        var batch = new[] { Tiny.Group(1, 4), Tiny.Group(2, 4, rows: 0) };
        double loss = 0;
        for (var i = 0; i < 200; i++)
            loss = trainer.TrainStep(batch).Loss;
        Assert.True(loss < 0.1, $"loss after 200 steps on one batch is {loss}");
        var (_, exact) = new Validation(batch).Measure(network);
        Assert.Equal(1.0, exact["t"]);
    }

    [Fact]
    public void A_resumed_run_goes_on_as_if_never_stopped()
    {
        using var whole = new Trainer(Tiny.Network(), Options);
        whole.TrainStep([Tiny.Group(1, 4)]);
        whole.Save(_folder, samplesDrawn: 4);
        var uninterrupted = whole.TrainStep([Tiny.Group(2, 4)]).Loss;
        var third = whole.TrainStep([Tiny.Group(3, 4)]).Loss;

        using var resumed = new Trainer(Tiny.Network(seed: 99), Options);
        resumed.Resume(_folder);
        Assert.Equal(1, resumed.Step);
        Assert.Equal(4, Checkpoint.Read(_folder).SamplesDrawn);
        Assert.Equal(uninterrupted, resumed.TrainStep([Tiny.Group(2, 4)]).Loss, tolerance: 1e-5);
        Assert.Equal(third, resumed.TrainStep([Tiny.Group(3, 4)]).Loss, tolerance: 1e-5);
    }

    [Fact]
    public void Blended_weights_lie_between_those_of_two_checkpoints()
    {
        using var first = Tiny.Network(seed: 1);
        using var second = Tiny.Network(seed: 2);
        using (var trainer = new Trainer(first, Options))
            trainer.Save(_folder, 0);
        var expected = first
            .parameters()
            .Zip(second.parameters())
            .Select(pair =>
                TensorFile
                    .ToArray(pair.First)
                    .Zip(TensorFile.ToArray(pair.Second), (a, b) => 0.3f * a + 0.7f * b)
                    .ToArray()
            )
            .ToList();
        Checkpoint.BlendWeights(_folder, second, share: 0.3);
        foreach (var (weights, weight) in expected.Zip(second.parameters()))
            Assert.All(
                weights.Zip(TensorFile.ToArray(weight)),
                pair => Assert.Equal(pair.First, pair.Second, tolerance: 1e-5f)
            );
    }

    [Fact]
    public void The_average_of_checkpoints_is_the_mean_of_each_weight()
    {
        string[] folders = [.. Enumerable.Range(0, 3).Select(i => Path.Combine(_folder, $"{i}"))];
        var sums = new List<float[]>();
        for (var i = 0; i < folders.Length; i++)
        {
            using var network = Tiny.Network(seed: i + 1);
            using var trainer = new Trainer(network, Options);
            trainer.Save(folders[i], 0);
            var weights = network.parameters().Select(TensorFile.ToArray).ToList();
            sums =
                i == 0 ? weights : [.. sums.Zip(weights, (sum, weight) => sum.Zip(weight, (a, b) => a + b).ToArray())];
        }

        using var average = Checkpoint.Average(folders);
        foreach (var (sum, weight) in sums.Zip(average.parameters()))
            Assert.All(
                sum.Zip(TensorFile.ToArray(weight)),
                pair => Assert.Equal(pair.First / 3, pair.Second, tolerance: 1e-5f)
            );
    }

    [Fact]
    public void Weights_of_another_size_are_refused_by_name()
    {
        using var trainer = new Trainer(Tiny.Network(), Options);
        trainer.Save(_folder, 0);
        using var wider = Tiny.Network(Tiny.Options with { MlpDim = 128 });
        var error = Assert.Throws<InvalidDataException>(() => Checkpoint.LoadWeights(_folder, wider));
        Assert.Contains("fc1", error.Message, StringComparison.Ordinal);
        Assert.Contains("128", error.Message, StringComparison.Ordinal);
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);
}
