using Siskin.Agent.Models;
using Siskin.Agent.Telemetry;
using Siskin.Runtime.Bundles;
using Siskin.Runtime.Inference;

namespace Siskin.Agent.Commands;

/// <summary>One of two bundles that are compared.</summary>
/// <param name="Model">Loaded, beside the other one.</param>
/// <param name="Shape">Sizes that costs are counted from.</param>
/// <param name="Precision">Of the variant, as the manifest states it.</param>
/// <param name="Memory">Measures what a process with this side alone takes for an input of so many tokens.</param>
internal sealed record VersusSide(IModel Model, ModelShape Shape, string Precision, Func<int, MemoryUse> Memory);

/// <summary>
/// Measures two bundles answer by answer in turn, so that whatever else the machine does meets both; the ratios are
/// medians over the rounds.
/// </summary>
/// <param name="sides">The two.</param>
/// <param name="outputTokens">Tokens of each answer.</param>
/// <param name="frame">Encoded frame; empty for a made one.</param>
internal sealed class VersusBench(IReadOnlyList<VersusSide> sides, int outputTokens, ReadOnlyMemory<byte> frame)
{
    // Keys and values are floats on the CPU.
    private const int CacheValueBytes = 4;

    /// <param name="inputs">Text tokens of the input, one length after the other.</param>
    /// <param name="warmUp">Answers of each side before a length is measured.</param>
    /// <param name="runs">Measured answers of each side and length.</param>
    /// <param name="cancellation">Gives up.</param>
    /// <exception cref="CommandException">A side cannot read or write so many tokens.</exception>
    public VersusReport Run(IReadOnlyList<int> inputs, int warmUp, int runs, CancellationToken cancellation)
    {
        foreach (var side in sides)
            RequireRoom(side.Model.Description, inputs.Max());
        return new VersusReport(
            [.. sides.Select(Describe)],
            outputTokens,
            runs,
            [.. inputs.Select(input => Measure(input, warmUp, runs, cancellation))]
        );
    }

    private void RequireRoom(ModelDescription model, int input)
    {
        if (input > model.MaxInputTokens)
            throw CommandException.Usage(
                $"--input-tokens {input}: {model.Bundle} {model.Version} reads at most {model.MaxInputTokens}."
            );
        if (outputTokens > model.MaxOutputTokens)
            throw CommandException.Usage(
                $"--output-tokens {outputTokens}: {model.Bundle} {model.Version} writes at most {model.MaxOutputTokens}."
            );
    }

    private VersusLength Measure(int input, int warmUp, int runs, CancellationToken cancellation)
    {
        MemoryUse[] memory = [.. sides.Select(side => side.Memory(input))];
        Bench[] benches = [.. sides.Select(side => new Bench(side.Model, input, outputTokens, frame))];
        var timings = sides.Select(_ => new StageTimings[runs]).ToArray();
        for (var round = -warmUp; round < runs; round++)
        {
            // Each side begins every other round: what the one leaves in the caches meets both.
            for (var turn = 0; turn < benches.Length; turn++)
            {
                var side = (turn + round + warmUp) % benches.Length;
                var answer = benches[side].Answer(cancellation);
                if (round >= 0)
                    timings[side][round] = answer.Timings;
            }
        }

        VersusFigures[] figures = [.. sides.Select((side, i) => Figures(side, input, timings[i], memory[i]))];
        return new VersusLength(input, figures, Ratios(figures, timings));
    }

    private VersusFigures Figures(VersusSide side, int input, StageTimings[] timings, MemoryUse memory)
    {
        var step = Stage(timings.Select(timing => timing.PerToken));
        var bytes = StageLimits.BytesPerWeight(side.Precision);
        var cost = side.Shape.MlpDim is null || bytes is null ? null : new ModelCost(side.Shape);
        var middle = outputTokens / 2;
        var counts = cost is null
            ? null
            : new VersusCounts(
                cost.FirstTokenFlops(input),
                cost.AnswerFlops(input, outputTokens),
                (long)(cost.StepWeights * bytes!.Value),
                cost.StepCached(input, middle) * CacheValueBytes
            );
        return new VersusFigures(
            Stage(timings.Select(timing => timing.ToFirstToken)),
            step,
            step.P50 > 0 ? Math.Round(1_000 / step.P50, 1) : null,
            memory.PeakBytes,
            memory.RssBytes,
            counts,
            counts is null
                ? []
                : [.. DeviceLimits.Published.Select(device => device.Bound(cost!, counts, bytes!.Value, input, middle))]
        );
    }

    private static VersusRatios Ratios(VersusFigures[] figures, StageTimings[][] timings)
    {
        var rounds = timings[0].Zip(timings[1]).ToArray();
        double? speed = figures.All(figure => figure.TokensPerS is not null)
            ? Median(rounds.Select(round => round.Second.PerToken / round.First.PerToken))
            : null;
        double? flops = figures.All(figure => figure.Counted is not null)
            ? Round(figures[0].Counted!.AnswerFlops / (double)figures[1].Counted!.AnswerFlops)
            : null;
        return new VersusRatios(
            Median(rounds.Select(round => round.First.ToFirstToken / round.Second.ToFirstToken)),
            speed,
            Round(figures[0].PeakBytes / (double)figures[1].PeakBytes),
            Round(figures[0].RssBytes / (double)figures[1].RssBytes),
            flops
        );
    }

    private static VersusModel Describe(VersusSide side) =>
        new(
            $"{side.Model.Description.Bundle} {side.Model.Description.Version}",
            side.Model.Description.Variant,
            side.Model.Description.Provider,
            side.Shape.Architecture,
            side.Shape.MlpDim is null ? null : new ModelCost(side.Shape).Weights
        );

    private static BenchStage Stage(IEnumerable<double> values)
    {
        var percentiles = TimingWindow.PercentilesOf([.. values]);
        return new BenchStage(Math.Round(percentiles.P50, 3), Math.Round(percentiles.P95, 3));
    }

    private static double Median(IEnumerable<double> values) => Round(TimingWindow.PercentilesOf([.. values]).P50);

    // A figure that was not to be had is no number, which JSON does not know.
    private static double Round(double ratio) => double.IsFinite(ratio) ? Math.Round(ratio, 3) : 0;
}
