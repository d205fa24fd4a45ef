using Siskin.Agent.Models;
using Siskin.Runtime.Inference;
using Siskin.Runtime.Providers;
using Siskin.Runtime.Providers.Cpu;
using Siskin.Runtime.Vision;

namespace Siskin.Agent.Commands;

/// <summary>Measures one bundle: a request alone, and where the model answers several at once, those too.</summary>
/// <param name="bundle">Folder of the bundle.</param>
/// <param name="options">How it is run.</param>
/// <param name="inputTokens">Text tokens of the input.</param>
/// <param name="outputTokens">Tokens of each answer.</param>
/// <param name="frame">Encoded frame; empty for a made one.</param>
internal sealed class SoloBench(
    string bundle,
    EngineOptions options,
    int inputTokens,
    int outputTokens,
    ReadOnlyMemory<byte> frame
)
{
    /// <param name="warmUp">Answers before the measurement.</param>
    /// <param name="runs">Measured answers.</param>
    /// <param name="cancellation">Gives up.</param>
    /// <exception cref="CommandException">The model refuses the request.</exception>
    public BenchReport Run(int warmUp, int runs, CancellationToken cancellation)
    {
        var time = TimeProvider.System;
        var started = time.GetTimestamp();
        using var model = Load(options);
        var load = time.GetElapsedTime(started);
        var plan = model.Plan;
        var bench = new Bench(model, inputTokens, outputTokens, frame);
        var workers = new BenchWorkers(plan.Workers, plan.Threads, plan.Reason, []);
        var report = bench.Run(warmUp, runs, load, workers, cancellation);
        if (model.LooksAhead)
            report = report with
            {
                Lookahead = BenchLookahead.Of(
                    model.Cache.Proposed,
                    model.Cache.Accepted,
                    (long)(warmUp + runs) * (report.OutputTokens - 1)
                ),
            };
        if (report.Provider == ExecutionProviders.Standard.Cpu.Name)
            report = report with { Limits = Limits(model, report, cancellation) };
        return plan.Workers == 1
            ? report
            : report with
            {
                Workers = workers with { Load = Crowd(model, bench.Request, runs, cancellation) },
            };
    }

    private static BenchLimits Limits(EngineModel model, BenchReport report, CancellationToken cancellation)
    {
        var plan = model.Plan;
        var input = report.ImageTokens + report.InputTokens;
        var stepping = MachineLimits.Measure(plan.Threads, TimeProvider.System, cancellation);
        var together = plan.Threads < plan.Pool && input >= ThreadPlan.LongInput;
        var reading = together ? MachineLimits.Measure(plan.Pool, TimeProvider.System, cancellation) : stepping;
        var limits = new StageLimits(model.Shape, model.Precision).Of(
            reading,
            stepping,
            input,
            report.OutputTokens,
            report.Lookahead?.TokensPerPass ?? 1
        );
        return BenchLimits.Of(plan.Threads, stepping, limits, report.TimingsMs);
    }

    private EngineModel Load(EngineOptions how) =>
        EngineModel.Load(bundle, how, FrameLimits.Default, TimeProvider.System);

    // What was chosen beside what was not: all threads for one request, and one thread for one.
    private IReadOnlyList<BenchLoad> Crowd(
        EngineModel chosen,
        ResponderRequest request,
        int runs,
        CancellationToken cancellation
    )
    {
        using var together = Load(options with { Workers = 1, OneThread = false });
        LoadSide[] sides =
        [
            new(together, 1, together.Plan.Threads),
            new(chosen, 1, chosen.Plan.Threads),
            new(chosen, chosen.Plan.Workers, chosen.Plan.Threads),
        ];
        return new LoadBench(sides, request, TimeProvider.System).Run(runs, cancellation);
    }
}
