using System.CommandLine;
using System.Text.Json;
using Siskin.Agent.Models;
using Siskin.Runtime.Inference;
using Siskin.Runtime.Vision;

namespace Siskin.Agent.Commands;

/// <summary><c>siskin bench</c>: how fast a bundle runs on this machine.</summary>
internal static class BenchCommand
{
    public static Command Create()
    {
        var bundle = BundleOption.Create();
        var variant = new Option<string?>("--variant") { Description = "Variant of the bundle.", HelpName = "ID" };
        var input = Number("--input-tokens", "Text tokens of the input, without the frame.", 16, 1, 4_096);
        var output = Number("--output-tokens", "Tokens of each answer.", 12, 1, 4_096);
        var runs = Number("--runs", "Measured answers.", 30, 1, 100_000);
        var warmUp = Number("--warm-up", "Answers before the measurement.", 5, 0, 10_000);
        var threads = Number("--threads", "Threads of one inference; 0: one for each core, at most 4.", 0, 0, 64);
        var image = new Option<FileInfo?>("--image", "-i")
        {
            Description = "Frame to use instead of a made one.",
            HelpName = "FILE",
        };
        var providers = new ProviderOptions();
        var json = new Option<bool>("--json") { Description = "Print JSON." };
        var command = new Command("bench", "Measures how fast a bundle runs on this machine, stage by stage.")
        {
            bundle,
            variant,
            input,
            output,
            runs,
            warmUp,
            threads,
            image,
            json,
        };
        providers.AddTo(command);
        command.SetAction(
            (parsed, cancellation) =>
            {
                var time = TimeProvider.System;
                var started = time.GetTimestamp();
                using var model = EngineModel.Load(
                    BundleOption.Resolve(parsed.GetValue(bundle)),
                    new EngineOptions(parsed.GetValue(variant), parsed.GetValue(threads))
                    {
                        Providers = providers.Read(parsed),
                    },
                    FrameLimits.Default,
                    time
                );
                var load = time.GetElapsedTime(started);
                var bench = new Bench(
                    model,
                    parsed.GetValue(input),
                    parsed.GetValue(output),
                    InputFile.ReadBytes(parsed.GetValue(image))
                );
                var report = bench.Run(parsed.GetValue(warmUp), parsed.GetValue(runs), load, cancellation);
                if (parsed.GetValue(json))
                    Console.Out.WriteLine(JsonSerializer.Serialize(report, CommandJson.Default.BenchReport));
                else
                    BenchTable.Write(report);
                return Task.FromResult(ExitCode.Done);
            }
        );
        return command;
    }

    private static Option<int> Number(string name, string description, int fallback, int min, int max)
    {
        var option = new Option<int>(name)
        {
            Description = $"{description} {min} to {max}.",
            HelpName = "N",
            DefaultValueFactory = _ => fallback,
        };
        option.Validators.Add(result =>
        {
            if (result.Errors.Any() || result.GetValueOrDefault<int>() is var value && value >= min && value <= max)
                return;
            result.AddError($"{name} {result.GetValueOrDefault<int>()} is not allowed; give {min} to {max}.");
        });
        return option;
    }
}
