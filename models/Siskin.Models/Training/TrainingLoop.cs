using System.Diagnostics;
using Spectre.Console;

namespace Siskin.Models.Training;

/// <summary>Steps until the recipe's end, with log, validation, checkpoints and a progress display.</summary>
internal static class TrainingLoop
{
    /// <summary>Trains to the end; on Ctrl+C or SIGTERM saves a checkpoint and returns.</summary>
    public static void Run(
        Trainer trainer,
        BatchLoader loader,
        Validation? validation,
        LossLog log,
        TrainingOptions options,
        string runFolder,
        string checkpoint
    )
    {
        using var stop = StopSignal.Install();
        Progress(
            options,
            (report) =>
            {
                while (trainer.Step < options.Steps && !stop.Requested)
                {
                    var waitedFrom = Stopwatch.GetTimestamp();
                    var batch = loader.NextBatch(options.BatchSize);
                    var waited = Stopwatch.GetElapsedTime(waitedFrom).TotalSeconds;
                    var result = trainer.TrainStep(batch);
                    foreach (var group in batch)
                        group.Dispose();
                    var rate = result.Samples / (waited + result.Seconds);
                    log.Step(trainer.Step, result.Loss, result.GradientNorm, rate, result.Flops);
                    report(trainer.Step, result.Loss, rate, waited);
                    var last = trainer.Step == options.Steps;
                    if (validation is not null && (trainer.Step % options.ValidateEvery == 0 || last))
                        Validate(trainer, validation, log, runFolder);
                    if (trainer.Step % options.CheckpointEvery == 0 || last)
                        trainer.Save(checkpoint, loader.SamplesDrawn);
                }
            }
        );
        if (stop.Requested)
            trainer.Save(checkpoint, loader.SamplesDrawn);
    }

    private static void Validate(Trainer trainer, Validation validation, LossLog log, string runFolder)
    {
        var (loss, exact) = validation.Measure(trainer.Network);
        log.Validation(trainer.Step, loss, exact);
        LossPlot.Write(log, runFolder);
        var shares = string.Join("  ", exact.Select(e => $"{e.Key} {100 * e.Value:F0}%"));
        AnsiConsole.MarkupLineInterpolated($"step {trainer.Step}: validation loss {loss:F3}  {shares}");
    }

    /// <summary>A progress bar on a terminal; elsewhere a line every 20 steps.</summary>
    private static void Progress(TrainingOptions options, Action<Action<int, double, double, double>> work)
    {
        if (!AnsiConsole.Profile.Capabilities.Interactive)
        {
            work(
                (step, loss, rate, waited) =>
                {
                    if (step % 20 == 0)
                        AnsiConsole.Console.Profile.Out.Writer.WriteLine(
                            $"step {step}/{options.Steps}  loss {loss:F3}  {rate:F1} samples/s  waited {waited:F2} s"
                        );
                }
            );
            return;
        }
        AnsiConsole
            .Progress()
            .Columns(
                new ProgressBarColumn(),
                new PercentageColumn(),
                new RemainingTimeColumn(),
                new TaskDescriptionColumn { Alignment = Justify.Left }
            )
            .Start(context =>
            {
                var bar = context.AddTask("training", maxValue: options.Steps);
                work(
                    (step, loss, rate, _) =>
                    {
                        bar.Value = step;
                        bar.Description = $"loss {loss:F3}  {rate:F1} samples/s";
                    }
                );
            });
    }
}
