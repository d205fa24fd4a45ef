using Siskin.Models.Strips;
using TorchSharp;
using Xunit;

namespace Siskin.Models.Tests.Strips;

public sealed class StripLossTests
{
    private const int Classes = 3;

    [Fact]
    public void A_network_learns_to_spell_what_stands_along_a_strip_wherever_it_stands()
    {
        torch.random.manual_seed(3);
        var options = RandomStrips.Options(circular: false) with { Outputs = Classes };
        using var network = new StripNetwork(options);
        using var trainer = new StripTrainer(network, new StripTrainingOptions(150) { WarmupSteps = 5 });
        double first = 0,
            last = 0;
        for (var step = 0; step < 150; step++)
        {
            var rng = new Random(step);
            (byte[], int[])[] batch = [.. Enumerable.Range(0, 8).Select(_ => Row(rng, options))];
            last = trainer.TrainStep(learner => StripLoss.OfTexts(learner, batch));
            first = step == 0 ? last : first;
        }

        Assert.True(double.IsFinite(first));
        Assert.True(last < 0.4 * first, $"{first} to {last}");
    }

    // One or two bars, bright ones of class 1 and dark ones of class 2, on grey.
    private static (byte[] Pixels, int[] Classes) Row(Random rng, StripOptions options)
    {
        var pixels = new byte[options.Shape.Values];
        Array.Fill(pixels, (byte)128);
        var classes = new int[rng.Next(1, 3)];
        for (var i = 0; i < classes.Length; i++)
        {
            classes[i] = rng.Next(1, Classes);
            var half = options.Length / 2;
            var at = (i * half) + rng.Next(1, half - 4);
            for (var row = 0; row < options.Channels * options.Height; row++)
                pixels.AsSpan((row * options.Length) + at, 3).Fill(classes[i] == 1 ? (byte)255 : (byte)0);
        }

        return (pixels, classes);
    }
}
