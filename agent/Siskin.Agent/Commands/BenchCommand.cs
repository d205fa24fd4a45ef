using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using Siskin.Runtime.Inference;

namespace Siskin.Agent.Commands;

/// <summary><c>siskin bench</c>: how fast a bundle runs on this machine.</summary>
internal static class BenchCommand
{
    public static Command Create()
    {
        var bundle = BundleOption.Create();
        var variant = new Option<string?>("--variant") { Description = "Variant of the bundle.", HelpName = "ID" };
        var input = Lengths();
        var versus = new Option<string?>("--versus")
        {
            Description = "Folder of a bundle to compare with: both answer in turn, at each of --input-tokens.",
            HelpName = "DIR",
        };
        var versusVariant = new Option<string?>("--versus-variant")
        {
            Description = "Variant of the bundle to compare with.",
            HelpName = "ID",
        };
        var output = Number("--output-tokens", "Tokens of each answer.", 12, 1, 4_096);
        var runs = Number("--runs", "Measured answers.", 30, 1, 100_000);
        var warmUp = Number("--warm-up", "Answers before the measurement.", 5, 0, 10_000);
        var threads = Number("--threads", "Most threads; 0: one for each core, of one inference at most 4.", 0, 0, 64);
        var workers = Number("--workers", "Requests at once; 0: as many as suit the model.", 0, 0, 64);
        var lookahead = new Option<string?>("--lookahead")
        {
            Description =
                "Whether tokens are foreseen and verified several at once: on, off, or auto, where it pays. Default: auto; "
                + "off with --versus, because what can be foreseen depends on the weights.",
            HelpName = "MODE",
        };
        lookahead.AcceptOnlyFromAmong("auto", "on", "off");
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
            workers,
            lookahead,
            image,
            versus,
            versusVariant,
            json,
        };
        providers.AddTo(command);
        command.SetAction(
            (parsed, cancellation) =>
            {
                if (parsed.GetValue(versus) is { } other)
                {
                    Compare(other, parsed, cancellation);
                    return Task.FromResult(ExitCode.Done);
                }
                if (parsed.GetRequiredValue(input) is not [var tokens])
                    throw CommandException.Usage("Several --input-tokens want --versus.");
                var report = new SoloBench(
                    BundleOption.Resolve(parsed.GetValue(bundle)),
                    new EngineOptions(parsed.GetValue(variant), parsed.GetValue(threads))
                    {
                        Providers = providers.Read(parsed),
                        Workers = parsed.GetValue(workers),
                        Lookahead = Foreseen(parsed.GetValue(lookahead)),
                    },
                    tokens,
                    parsed.GetValue(output),
                    InputFile.ReadBytes(parsed.GetValue(image))
                ).Run(parsed.GetValue(warmUp), parsed.GetValue(runs), cancellation);
                if (parsed.GetValue(json))
                    Terminal.Text.WriteLine(JsonSerializer.Serialize(report, CommandJson.Default.BenchReport));
                else
                    BenchTable.Write(report, Terminal.Out);
                return Task.FromResult(ExitCode.Done);
            }
        );
        return command;

        void Compare(string other, ParseResult parsed, CancellationToken cancellation)
        {
            EngineOptions Engine(string? id) =>
                new(id, parsed.GetValue(threads))
                {
                    Providers = providers.Read(parsed),
                    Lookahead = Foreseen(parsed.GetValue(lookahead) ?? "off"),
                };
            new VersusCommand(
                parsed.GetRequiredValue(input),
                parsed.GetValue(output),
                parsed.GetValue(warmUp),
                parsed.GetValue(runs),
                parsed.GetValue(image)
            ).Run(
                (BundleOption.Resolve(parsed.GetValue(bundle)), Engine(parsed.GetValue(variant))),
                (other, Engine(parsed.GetValue(versusVariant))),
                parsed.GetValue(json),
                cancellation
            );
        }
    }

    private static bool? Foreseen(string? mode) =>
        mode switch
        {
            "on" => true,
            "off" => false,
            _ => null,
        };

    // One length, or several with commas between.
    private static Option<int[]> Lengths() =>
        new("--input-tokens")
        {
            Description =
                "Text tokens of the input, without the frame; with --versus a list such as 128,512. 1 to 4096.",
            HelpName = "N",
            DefaultValueFactory = _ => [16],
            CustomParser = result =>
            {
                var given = result.Tokens.Count == 0 ? "" : result.Tokens[0].Value;
                var parts = given.Split(',');
                var lengths = new int[parts.Length];
                for (var i = 0; i < parts.Length; i++)
                {
                    if (
                        int.TryParse(parts[i], CultureInfo.InvariantCulture, out lengths[i])
                        && lengths[i] is >= 1 and <= 4_096
                    )
                        continue;
                    result.AddError(
                        $"--input-tokens {given} is not allowed; give 1 to 4096, or several with commas between."
                    );
                    return null;
                }

                return lengths;
            },
            Arity = ArgumentArity.ExactlyOne,
        };

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
