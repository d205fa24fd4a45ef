using Siskin.Models.Strips;
using Siskin.Runtime.Inference.Strips;
using TorchSharp;
using Xunit;

namespace Siskin.Models.Tests.Strips;

public sealed class StripTrainerTests : IDisposable
{
    private readonly ScratchFolder _root = new();

    public void Dispose() => _root.Dispose();

    [Fact]
    public void It_learns_where_a_bright_line_is_and_leaves_alone_what_is_not_known()
    {
        torch.random.manual_seed(1);
        using var network = new StripNetwork(RandomStrips.Options(circular: true));
        using var trainer = new StripTrainer(network, new StripTrainingOptions(60) { WarmupSteps = 5 });
        double first = 0,
            last = 0;
        for (var step = 0; step < 60; step++)
        {
            last = trainer.TrainStep(Loss(step));
            first = step == 0 ? last : first;
        }

        Assert.True(last < 0.75 * first, $"{first} to {last}");
        var sample = Sample(new Random(12345));
        using var noGrad = torch.no_grad();
        var scores = network.forward(StripTensors.Pixels([sample], network.Options))[0, 0].data<float>().ToArray();
        Assert.Equal(sample.Targets[0], StripOutput.OfLogits(scores).Peak(circular: true).At, 1.0);
    }

    [Fact]
    public void It_goes_on_from_a_checkpoint_as_if_nothing_had_been()
    {
        torch.random.manual_seed(1);
        var options = new StripTrainingOptions(8) { WarmupSteps = 2 };
        using var network = new StripNetwork(RandomStrips.Options(circular: false));
        using var whole = new StripTrainer(network, options);
        for (var step = 0; step < 2; step++)
            whole.TrainStep(Loss(step));
        whole.Save(_root.Path);
        using var copy = StripCheckpoint.LoadNetwork(_root.Path);
        using var resumed = new StripTrainer(copy, options);

        resumed.Resume(_root.Path);

        Assert.Equal(2, resumed.Step);
        for (var step = 2; step < 4; step++)
            Assert.Equal(whole.TrainStep(Loss(step)), resumed.TrainStep(Loss(step)), 1e-5);
    }

    [Fact]
    public void A_folder_without_checkpoint_and_a_damaged_one_are_named()
    {
        var missing = Assert.Throws<InvalidDataException>(() => StripCheckpoint.Read(_root.Path));
        File.WriteAllText(Path.Combine(_root.Path, "strip.json"), "{");
        var damaged = Assert.Throws<InvalidDataException>(() => StripCheckpoint.Read(_root.Path));

        Assert.Contains("no checkpoint here (strip.json is missing)", missing.Message, StringComparison.Ordinal);
        Assert.Contains("damaged", damaged.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void The_truth_is_spread_around_a_circle_and_ends_with_a_length()
    {
        StripSample[] samples = [new(new byte[16 * 40 * 3], [0.25, double.NaN])];
        var circle = StripTensors.Targets(samples, RandomStrips.Options(circular: true))[0];
        var length = StripTensors.Targets(samples, RandomStrips.Options(circular: false))[0];

        Assert.Equal(1, circle[0].sum().item<float>(), 1e-5);
        Assert.Equal(1, length[0].sum().item<float>(), 1e-5);
        Assert.True(circle[0, 39].item<float>() > 0.1f);
        Assert.Equal(0, length[0, 39].item<float>());
        Assert.Equal(0, circle[1].sum().item<float>());
    }

    [Fact]
    public void What_is_nowhere_is_spread_over_all_places_and_counts_less()
    {
        StripSample[] samples = [new(new byte[16 * 40 * 3], [20, StripSample.Nowhere])];

        var targets = StripTensors.Targets(samples, RandomStrips.Options(circular: true))[0];

        Assert.Equal(1, targets.sum().item<float>(), 1e-5);
        Assert.Equal(0.3 / 1.3 / 40, targets[1].max().item<float>(), 1e-6);
        Assert.Equal(0.3 / 1.3 / 40, targets[1].min().item<float>(), 1e-6);
    }

    private static Func<StripNetwork, torch.Tensor> Loss(int step) =>
        network => StripLoss.OfPlaces(network, Batch(step));

    private static StripSample[] Batch(int step) =>
        [.. Enumerable.Range(0, 8).Select(i => Sample(new Random((100 * step) + i)))];

    // Noise, and a line over the outer half of the strip.
    private static StripSample Sample(Random rng)
    {
        var pixels = new byte[3 * 16 * 40];
        rng.NextBytes(pixels);
        for (var i = 0; i < pixels.Length; i++)
            pixels[i] /= 2;
        var at = rng.Next(40);
        for (var row = 8; row < 16; row++)
            pixels[(row * 40) + at] = pixels[((16 + row) * 40) + at] = 255;
        return new StripSample(pixels, [at, double.NaN]);
    }
}
