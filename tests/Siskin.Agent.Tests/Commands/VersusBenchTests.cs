using Siskin.Agent.Commands;
using Siskin.Agent.Tests.Harness;
using Siskin.Runtime.Bundles;
using Siskin.Runtime.Inference;

namespace Siskin.Agent.Tests.Commands;

public sealed class VersusBenchTests
{
    private static readonly ModelShape Pair = new(
        ModelShape.EncoderDecoder,
        32_128,
        1024,
        20,
        10,
        6,
        3,
        64,
        2048,
        128,
        new SpecialTokens(0, 1, 2, 3, 4)
    )
    {
        MlpDim = 4096,
    };

    private static readonly ModelShape Stack = Pair with
    {
        Architecture = ModelShape.DecoderOnly,
        EncoderLayers = 0,
        DecoderLayers = 31,
    };

    private readonly List<string> _asked = [];

    [Fact]
    public void Both_answer_in_turn_and_each_begins_every_other_round()
    {
        Run(inputs: [3, 5], warmUp: 1, runs: 2);

        Assert.Equal(
            ["A", "B", "B", "A", "A", "B", "A", "B", "B", "A", "A", "B"],
            _asked.Where(asked => asked.Length == 1)
        );
    }

    [Fact]
    public void Memory_is_measured_for_each_side_and_length()
    {
        var report = Run(inputs: [3, 5], warmUp: 0, runs: 1);

        Assert.Equal(["memory A 3", "memory B 3", "memory A 5", "memory B 5"], _asked.Where(asked => asked.Length > 1));
        Assert.Equal((500, 400), (report.Lengths[0].Sides[0].PeakBytes, report.Lengths[0].Sides[0].RssBytes));
        Assert.Equal((0.5, 0.8), (report.Lengths[0].Ratios.PeakBytes, report.Lengths[0].Ratios.RssBytes));
    }

    [Fact]
    public void Ratios_are_medians_over_the_rounds()
    {
        // The machine is ten times slower in the second round: it meets both sides.
        var report = Run(inputs: [3], warmUp: 0, runs: 3, slowness: round => round == 1 ? 10 : 1);

        var length = report.Lengths[0];
        Assert.Equal((0.5, 3), (length.Ratios.FirstToken, length.Ratios.TokensPerS));
        Assert.Equal((10, 2), (length.Sides[0].FirstTokenMs.P50, length.Sides[0].PerTokenMs.P50));
        Assert.Equal((20, 6), (length.Sides[1].FirstTokenMs.P50, length.Sides[1].PerTokenMs.P50));
        Assert.Equal((500, 166.7), (length.Sides[0].TokensPerS, length.Sides[1].TokensPerS));
    }

    [Fact]
    public void Counts_follow_from_the_manifest_and_arithmetic_from_the_counts()
    {
        var report = Run(inputs: [300], warmUp: 0, runs: 1);

        var cost = new ModelCost(Pair);
        var (pair, stack) = (report.Lengths[0].Sides[0], report.Lengths[0].Sides[1]);
        Assert.Equal(
            new VersusCounts(
                cost.FirstTokenFlops(300),
                cost.AnswerFlops(300, 8),
                cost.StepWeights, // one byte each
                cost.StepCached(300, 4) * 4
            ),
            pair.Counted
        );
        Assert.Equal(
            Math.Round(cost.AnswerFlops(300, 8) / (double)new ModelCost(Stack).AnswerFlops(300, 8), 3),
            report.Lengths[0].Ratios.AnswerFlops
        );

        // 45e12 operations a second, and 135e9 bytes: a step is bound by what it reads.
        var npu = pair.Arithmetic[0];
        Assert.Equal(1e3 * cost.FirstTokenFlops(300) / 45e12, npu.FirstTokenMs, 3);
        Assert.Equal(135e9 / (pair.Counted!.TokenWeightBytes + pair.Counted.TokenCacheBytes), npu.TokensPerS, 1);
        Assert.True(npu.TokensPerS > 2 * stack.Arithmetic[0].TokensPerS);
    }

    [Fact]
    public void A_manifest_that_does_not_state_the_mlp_has_no_counts()
    {
        var report = Run(inputs: [3], warmUp: 0, runs: 1, shape: Pair with { MlpDim = null });

        Assert.Null(report.Sides[0].Weights);
        Assert.Null(report.Lengths[0].Sides[0].Counted);
        Assert.Empty(report.Lengths[0].Sides[0].Arithmetic);
        Assert.NotNull(report.Lengths[0].Sides[1].Counted);
        Assert.Null(report.Lengths[0].Ratios.AnswerFlops);
    }

    [Theory]
    [InlineData(10_000, 8, "--input-tokens 10000: ")]
    [InlineData(3, 10_000, "--output-tokens 10000: ")]
    public void More_tokens_than_a_side_takes_are_refused_before_anything_is_measured(
        int input,
        int output,
        string said
    )
    {
        var wrong = Assert.Throws<CommandException>(() => Run(inputs: [3, input], warmUp: 0, runs: 1, output: output));

        Assert.StartsWith(said, wrong.Message, StringComparison.Ordinal);
        Assert.Equal(ExitCode.Usage, wrong.ExitCode);
        Assert.Empty(_asked);
    }

    [Fact]
    public void The_peak_is_what_the_kernel_says()
    {
        Assert.Equal(7_340_032, PeakMemory.Parse(["Name:\tx", "VmHWM:\t    7168 kB", "VmRSS:\t 4 kB"]));
        Assert.Equal(0, PeakMemory.Parse(["Name:\tx"]));
        Assert.True(PeakMemory.OfThisProcess() > 0);
    }

    private VersusReport Run(
        int[] inputs,
        int warmUp,
        int runs,
        Func<int, double>? slowness = null,
        ModelShape? shape = null,
        int output = 8
    )
    {
        slowness ??= _ => 1;
        return new VersusBench(
            [Side("A", shape ?? Pair, 10, 2, 500, 400), Side("B", Stack, 20, 6, 1000, 500)],
            output,
            default
        ).Run(inputs, warmUp, runs, CancellationToken.None);

        VersusSide Side(string name, ModelShape sizes, double first, double step, long peak, long resident)
        {
            var round = 0;
            var model = new ScriptedModel
            {
                Script = (_, _, _) =>
                {
                    _asked.Add(name);
                    var slow = slowness(round++);
                    return ResponderResult.From(
                        ScriptedModel.Answering("x") with
                        {
                            Timings = new StageTimings(0, 0, 0, first * slow, step * slow, 100),
                        }
                    );
                },
            };
            return new VersusSide(
                model,
                sizes,
                "int8",
                input =>
                {
                    _asked.Add($"memory {name} {input}");
                    return new MemoryUse(peak, resident);
                }
            );
        }
    }
}
