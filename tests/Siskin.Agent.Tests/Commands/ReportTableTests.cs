using Siskin.Agent.Commands;
using Siskin.Agent.Tests.Harness;
using Siskin.Agent.Wire;
using Siskin.Runtime.Inference;
using Siskin.Runtime.Providers.Cpu;

namespace Siskin.Agent.Tests.Commands;

/// <summary>What the commands that measure print for people: every figure under its own heading.</summary>
public sealed class ReportTableTests
{
    [Fact]
    public void A_bench_prints_stages_with_their_limits_the_machine_and_the_load()
    {
        var timings = new Dictionary<string, BenchStage>
        {
            ["first_token"] = new(2.5, 3.75),
            ["per_token"] = new(0.5, 0.64),
        };
        var report = new BenchReport(
            "siskin-mini 1.2",
            "cpu-int8",
            "cpu",
            ImageTokens: 48,
            InputTokens: 9,
            OutputTokens: 8,
            Runs: 30,
            LoadMs: 123,
            "a chip",
            [
                new InfoPlacement("decoder.onnx", new Dictionary<string, int> { ["npu"] = 5, ["cpu"] = 1 }),
                new InfoPlacement("encoder.onnx", new Dictionary<string, int> { ["npu"] = 2 }),
            ],
            timings,
            TokensPerS: 2_000,
            new BenchWorkers(3, 1, "so it is", [new BenchLoad(3, 1, 77, 4.25, 9.5, 11.13)]),
            RssBytes: 80_000_000,
            PeakBytes: 95_000_000
        )
        {
            Limits = BenchLimits.Of(
                1,
                new MachineLimits(1, 12.34e9, 56e9, 7e9),
                new Dictionary<string, double> { ["first_token"] = 0.123456, ["encoder"] = 1 },
                timings
            ),
        };

        Assert.Equal(
            [
                "siskin-mini 1.2, cpu-int8 on cpu: 48 patches, 9 text tokens, 8 output tokens, 30 runs",
                "a chip: 7 nodes on npu, 1 nodes on cpu",
                "stage|p50 ms|p95 ms|limit ms|% of limit",
                "first token|2.50|3.75|0.12|5",
                "per token|0.50|0.64",
                "Limits of this machine, 1 thread: 12.3 GB/s read, 56 GMAC/s in int8, 7 in fp32",
                "3 requests at once, one thread each: so it is",
                "at once|threads|requests/s|p50 ms|p99 ms|processor ms",
                "3|1|77|4.25|9.50|11.13",
                "2000 tokens/s, loaded in 123 ms, 80 MB resident, at most 95 MB",
            ],
            TextConsole.Lines(console => BenchTable.Write(report, console))
        );
    }

    [Fact]
    public void A_stages_limit_keeps_what_is_below_a_microsecond_out_and_its_share_to_a_tenth()
    {
        var limits = BenchLimits.Of(
            2,
            new MachineLimits(2, 12.34e9, 56.78e9, 7.89e9),
            new Dictionary<string, double> { ["first_token"] = 0.123456, ["encoder"] = 1 },
            new Dictionary<string, BenchStage> { ["first_token"] = new(2.5, 3.75) }
        );

        Assert.Equal(
            (2, 12.3, 56.8, 7.9),
            (limits.Threads, limits.GigabytesPerS, limits.Int8GmacPerS, limits.Fp32GmacPerS)
        );
        Assert.Equal(
            ("first_token", new BenchLimit(0.1235, 4.9)),
            (limits.Stages.Single().Key, limits.Stages.Single().Value)
        );
    }

    [Fact]
    public void A_demo_prints_every_request_with_its_stages_and_the_telemetry()
    {
        var report = new DemoReport(
            [
                new DemoRow(
                    "camera",
                    "Read it.",
                    "7",
                    "7",
                    null,
                    true,
                    0.987,
                    new StageTimings(2, 3, 4, 5, 6, 7) { Queue = 1 },
                    8
                ),
                new DemoRow("sensor", "Warm?", "yes", null, "429: full", false, null, null, null),
                new DemoRow("sensor", "Cold?", "no", null, null, false, null, null, null),
            ],
            Right: 1,
            Missing: 1,
            StartToOnlineMs: 321,
            OverheadP50Ms: 1.25,
            RssBytes: 80_000_000,
            TokensPerS: 2_000,
            new Dictionary<string, Percentiles> { ["per_token"] = new(1, 2, 3) }
        );

        Assert.Equal(
            [
                "client|prompt|reply|expected|conf.|queue|image|vision|encoder|1st|token|total ms",
                "camera|Read it.|7|7|right|0.99|1.0|2.0|3.0|4.0|5.0|6.0|7.0",
                "sensor|Warm?|429: full|yes|wrong",
                "sensor|Cold?|no reply|no|wrong",
                "telemetry|p50 ms|p95 ms|p99 ms",
                "per token|1.0|2.0|3.0",
                "start to online 321 ms, overhead p50 1.25 ms, 2000 tokens/s, 80 MB resident",
                "1 of 3 right, 1 without a reply",
            ],
            TextConsole.Lines(console => DemoTable.Write(report, console))
        );
    }

    [Fact]
    public void A_comparison_prints_both_sides_their_ratios_and_what_was_counted()
    {
        var report = new VersusReport(
            [
                new VersusModel("pair 1", "cpu-int8", "cpu", "encoder-decoder", 12_300_000),
                new VersusModel("stack 2", "cpu-fp32", "cpu", "decoder-only", null),
            ],
            OutputTokens: 8,
            Runs: 30,
            [
                new VersusLength(
                    128,
                    [
                        new VersusFigures(
                            new BenchStage(10, 11),
                            new BenchStage(2, 3),
                            500,
                            90_000_000,
                            80_000_000,
                            new VersusCounts(1_100_000_000, 2_200_000_000, 3_300_000, 4_400_000),
                            [new VersusArithmetic("NPU of a board", 0.75, 900)]
                        ),
                        new VersusFigures(
                            new BenchStage(20, 22),
                            new BenchStage(6, 7),
                            167,
                            95_000_000,
                            85_000_000,
                            null,
                            []
                        ),
                    ],
                    new VersusRatios(0.5, 3, 0.9, 1.25, null)
                ),
            ]
        );

        Assert.Equal(
            [
                "A: pair 1, cpu-int8 on cpu, encoder-decoder, 12.3 M weights",
                "B: stack 2, cpu-fp32 on cpu, decoder-only",
                "8 output tokens, 30 rounds, A and B in turn",
                "measured here",
                "input tokens|side|first token, ms|p95|tokens/s after it|peak MB|resident MB",
                "128|A|10.0|11.0|500.0|90|80",
                "128|B|20.0|22.0|167.0|95|85",
                "A/B|-50.0 %|x 3.00|-10.0 %|+25.0 %",
                "counted; the last columns are arithmetic from published limits, not measurements",
                "input tokens|side|GFLOP first token|GFLOP answer|MB weights/token|MB K,V/token|"
                    + "NPU: first token, ms|NPU: tokens/s",
                "128|A|1.1|2.2|3.3|4.4|0.75|900",
                .. DeviceLimits.Published.Select(device => $"Arithmetic for the {device.Name}; nothing was run on it."),
            ],
            TextConsole.Lines(console => VersusTable.Write(report, console))
        );
    }
}
