using System.CommandLine;
using Siskin.Models.Data;
using Siskin.Models.Data.Events;
using Siskin.Models.Data.Telemetry;
using Siskin.Models.Evaluation;
using Siskin.Models.Ranking;
using Siskin.Models.Tasks;
using Siskin.Runtime.Signals.Ranking;

namespace Siskin.Models.Commands;

/// <summary>
/// <c>siskin-models rank QUESTIONS... --to FILE</c>: learns what questions about sensor text mean from questions with
/// right answers; <c>--test</c> scores others.
/// </summary>
internal static class RankCommand
{
    private static readonly Argument<string[]> Files = new("questions")
    {
        Description = "JSON lines of sensors, prompt, accept and scope to learn from.",
        Arity = ArgumentArity.OneOrMore,
    };
    private static readonly Option<string[]> Tested = new("--test")
    {
        Description = "Files of questions to score; those to learn from when left out.",
        AllowMultipleArgumentsPerToken = true,
    };
    private static readonly Option<string?> Target = new("--to") { Description = "File to write the weights to." };
    private static readonly Option<int> Drawn = NumberOption.Number(
        "--drawn",
        100,
        "Drawn samples of each task with sensor text to learn from as well."
    );
    private static readonly Option<int> Rounds = NumberOption.Number("--rounds", 8, "How often all are gone over.");
    private static readonly Option<int> Seed = NumberOption.Number("--seed", 1, "Order of the questions.");

    /// <summary>The command.</summary>
    public static Command Create()
    {
        var command = new Command("rank", "Learn what questions about sensor text mean from right answers.")
        {
            Files,
            Tested,
            Target,
            Drawn,
            Rounds,
            Seed,
        };
        command.SetAction(arguments => CommandErrors.Report(() => Run(arguments)));
        return command;
    }

    private static int Run(ParseResult arguments)
    {
        var files = arguments.GetRequiredValue(Files);
        List<RankedExample> examples = [.. files.SelectMany(Read), .. Samples(arguments.GetValue(Drawn))];
        Console.WriteLine($"{examples.Count} questions, of {examples.Count(one => one.HasRight)} a candidate is right");
        var trainer = new RankingTrainer(RankingWeights.StandardBits, arguments.GetValue(Seed));
        for (var round = 0; round < arguments.GetValue(Rounds); round++)
            trainer.Round(examples);
        var weights = RankingWeights.Of(trainer.Mean());
        if (arguments.GetValue(Target) is { } target)
        {
            using var stream = File.Create(target);
            weights.Write(stream);
        }

        foreach (var file in arguments.GetValue(Tested) is { Length: > 0 } tested ? tested : files)
            Console.WriteLine(RankingScore.Of(Path.GetFileNameWithoutExtension(file), Read(file), weights));
        return 0;
    }

    private static IEnumerable<RankedExample> Read(string file) => AskedQuestion.Read(file).Select(RankedExample.Of);

    private static IEnumerable<RankedExample> Samples(int count)
    {
        var synthesizer = new Synthesizer();
        foreach (var task in TelemetryTasks.All.Append(EventTasks.Events))
            for (var i = 0; i < count; i++)
                yield return RankedExample.Of(synthesizer.Draw(task.Name, SampleSeeds.Mix(SampleSeeds.Ranking, i)));
    }
}
