using Siskin.Models.Detection;
using Siskin.Models.Export;
using Siskin.Models.Export.Graphs;
using Siskin.Runtime.Bundles;
using Siskin.Runtime.Inference;
using Siskin.Runtime.Inference.Text;
using Siskin.Runtime.Providers;
using SkiaSharp;
using TorchSharp;
using Xunit;

namespace Siskin.Models.Tests.Detection;

public sealed class DetectorTrainerTests : IDisposable
{
    private const int Side = DetectorSample.Side,
        Cells = Side / DetectorNetwork.Stride;

    private readonly ScratchFolder _root = new();

    public void Dispose() => _root.Dispose();

    [Fact]
    public void It_learns_where_a_bright_bar_is()
    {
        torch.random.manual_seed(1);
        using var network = new DetectorNetwork();
        using var trainer = new DetectorTrainer(network, 24);
        double first = 0,
            last = 0;
        for (var step = 0; step < 24; step++)
        {
            last = trainer.TrainStep(Batch(step));
            first = step == 0 ? last : first;
        }

        Assert.True(last < 0.7 * first, $"{first} to {last}");
        Assert.InRange(DetectorScore.Of(network, Batch(1000)).Rows, 2, 2);
    }

    [Fact]
    public void It_goes_on_from_a_checkpoint_as_if_nothing_had_been()
    {
        torch.random.manual_seed(1);
        using var network = new DetectorNetwork();
        using var whole = new DetectorTrainer(network, 8);
        for (var step = 0; step < 2; step++)
            whole.TrainStep(Batch(step));
        whole.Save(_root.Path);
        using var copy = DetectorCheckpoint.LoadNetwork(_root.Path);
        using var resumed = new DetectorTrainer(copy, 8);

        resumed.Resume(_root.Path);

        Assert.Equal(2, resumed.Step);
        for (var step = 2; step < 4; step++)
            Assert.Equal(whole.TrainStep(Batch(step)), resumed.TrainStep(Batch(step)), 1e-4);
    }

    [Fact]
    public void A_folder_without_checkpoint_and_a_damaged_one_are_named()
    {
        var missing = Assert.Throws<InvalidDataException>(() => DetectorCheckpoint.LoadNetwork(_root.Path));
        File.WriteAllText(Path.Combine(_root.Path, "step.txt"), "many");
        var damaged = Assert.Throws<InvalidDataException>(() => DetectorCheckpoint.LoadNetwork(_root.Path));

        Assert.Contains("no checkpoint here (step.txt is missing)", missing.Message, StringComparison.Ordinal);
        Assert.Contains("damaged", damaged.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void In_a_bundle_it_finds_what_it_finds_outside()
    {
        torch.random.manual_seed(1);
        using var network = new DetectorNetwork();
        using var trainer = new DetectorTrainer(network, 24);
        for (var step = 0; step < 24; step++)
            trainer.TrainStep(Batch(step));
        network.eval();
        var folder = Path.Combine(_root.Path, "bundle");
        RandomBundle.Write(folder, Tiny.Options, seed: 2, BundleVariantPlan.Named("cpu-int8"));

        StripBundle.Write(BundleReader.Open(folder), StripGraphs.RowDetector, DetectorGraph.Build(network));

        using var detector = RowDetector.Open(
            BundleReader.Open(folder),
            new SessionSettings(1, false),
            HelperTerms.Quiet
        )!;
        const int side = RowDetector.Side;
        // Waves, which drawing leaves as they are.
        var levels = new byte[4 * side * side];
        for (var i = 0; i < levels.Length; i++)
        {
            var (x, y) = (i / 4 % side, i / 4 / side);
            levels[i] = i % 4 == 3 ? (byte)255 : (byte)(128 + (100 * Math.Sin(((x * ((i % 4) + 1)) + (2 * y)) / 40.0)));
        }

        using var data = SKData.CreateCopy(levels);
        using var image = SKImage.FromPixels(
            new SKImageInfo(side, side, SKColorType.Rgba8888, SKAlphaType.Opaque),
            data
        );
        var map = detector.Find(image);
        using var noGrad = torch.no_grad();
        var pixels = torch
            .tensor(levels, [1, side, side, 4])
            .permute(0, 3, 1, 2)
            .narrow(1, 0, 3)
            .to(torch.ScalarType.Float32)
            .div(255.ToScalar());
        var told = network.forward(pixels).data<float>().ToArray();
        var outside = new RowMap(told, side / 4, side / 4, 1, 1);
        for (var i = 0; i < 20; i++)
        {
            var row = new LineBox(20 + (14 * i), 300 - (13 * i), 40, 12, 17 * i);
            Assert.Equal(outside.MeanIn(row), map.MeanIn(row), 2e-3);
        }
    }

    private static DetectorSample[] Batch(int step) => [.. Enumerable.Range(0, 2).Select(i => Bar((100 * step) + i))];

    // Noise, and a bright bar.
    private static DetectorSample Bar(int seed)
    {
        var rng = new Random(seed);
        var levels = new byte[3 * Side * Side];
        rng.NextBytes(levels);
        for (var i = 0; i < levels.Length; i++)
            levels[i] /= 4;
        var truth = new float[DetectorNetwork.Outputs * Cells * Cells];
        var (left, top) = (rng.Next(4, 24), rng.Next(4, 50));
        for (var at = 0; at < Cells * Cells; at++)
        {
            if (at % Cells < left || at % Cells >= left + 24 || at / Cells < top || at / Cells >= top + 6)
                continue;
            truth[at] = truth[(2 * Cells * Cells) + at] = 1;
        }

        for (var at = 0; at < Side * Side; at++)
        {
            if (truth[(at / Side / 4 * Cells) + (at % Side / 4)] == 0)
                continue;
            for (var channel = 0; channel < 3; channel++)
                levels[(channel * Side * Side) + at] = 230;
        }

        return new DetectorSample(levels, truth, [new LineBox((4 * left) + 48, (4 * top) + 12, 100, 40)]);
    }
}
