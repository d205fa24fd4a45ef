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
    private static readonly Option<string?> Known = new("--weights")
    {
        Description = "File of weights to score by: nothing is learned.",
    };
    private static readonly Option<string?> Coverage = new("--coverage")
    {
        Description =
            "File to write the failed ones to, by tabs: whether a right candidate lost, a right value was not picked, or there is neither.",
    };
    private static readonly Option<string[]> Fresh = new("--fresh")
    {
        Description =
            "Those files of which no failure was read while the rules were written: the choice between rules and ranking is learned from them.",
        AllowMultipleArgumentsPerToken = true,
    };
    private static readonly Option<string?> ChoiceTarget = new("--choice-to")
    {
        Description = "File to write the choice to.",
    };
    private static readonly Option<int> Folds = NumberOption.Number(
        "--folds",
        5,
        "Parts of the fresh files' authors (what a name says before its number), each of which is ranked by weights that learned from all other authors."
    );
    private static readonly Option<int> Drawn = NumberOption.Number(
        "--drawn",
        100,
        "Drawn samples of each task with sensor text to learn from as well."
    );
    private static readonly Option<int> ChoiceDrawn = NumberOption.Number(
        "--choice-drawn",
        200,
        "Further drawn samples of each task, from which only the choice learns."
    );
    private static readonly Option<string[]> Names = new("--names")
    {
        Description =
            "Glossaries to learn from as well: tab-separated names, example values, units and ways to ask, by device.",
        AllowMultipleArgumentsPerToken = true,
    };
    private static readonly Option<string?> Vectors = new("--vectors")
    {
        Description = "File of word vectors; those of this program when left out.",
    };
    private static readonly Option<string[]> FoldVectors = new("--fold-vectors")
    {
        Description =
            "Files of word vectors for what is learned from, by turns as siskin-models vectors --folds left out glossaries and authors.",
        AllowMultipleArgumentsPerToken = true,
    };
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
            Known,
            Coverage,
            Fresh,
            ChoiceTarget,
            Folds,
            Drawn,
            ChoiceDrawn,
            Names,
            Vectors,
            FoldVectors,
            Rounds,
            Seed,
        };
        command.SetAction(arguments => CommandErrors.Report(() => Run(arguments)));
        return command;
    }

    private static int Run(ParseResult arguments)
    {
        var files = arguments.GetRequiredValue(Files);
        if (arguments.GetValue(Known) is { } known)
        {
            using var stream = File.OpenRead(known);
            Score(arguments, RankingWeights.Read(stream), AnswerChoice.Shipped, Words(arguments.GetValue(Vectors)));
            return 0;
        }

        var vectors = Words(arguments.GetValue(Vectors));
        // What vectors have learned from tells nothing of what is new: each is seen by some that have not.
        var turns = (arguments.GetValue(FoldVectors) ?? []).Select(Words).DefaultIfEmpty(vectors).ToArray();
        var places = RankingLearning
            .ByAuthor(files)
            .SelectMany(author => author.Files.Select(file => (file, author.Place)))
            .ToDictionary(StringComparer.Ordinal);
        var learning = new RankingLearning(
            [
                .. files.Select(file =>
                    (file, (IReadOnlyList<RankedExample>)[.. Read(file, turns[places[file] % turns.Length])])
                ),
            ],
            [.. Samples(SampleSeeds.Ranking, arguments.GetValue(Drawn), vectors)],
            [.. Named(arguments, turns)],
            arguments.GetValue(Rounds),
            arguments.GetValue(Seed)
        );
        Console.WriteLine($"{learning.Count} questions, of {learning.Reachable} a candidate is right");
        var weights = learning.Weights(_ => true);
        if (arguments.GetValue(Target) is { } target)
        {
            using var stream = File.Create(target);
            weights.Write(stream);
        }

        var choice = arguments.GetValue(Fresh) is { Length: > 0 } fresh
            ? learning.Choice(
                fresh,
                [.. Samples(SampleSeeds.Choice, arguments.GetValue(ChoiceDrawn), vectors)],
                arguments.GetValue(Folds)
            )
            : AnswerChoice.Shipped;
        if (arguments.GetValue(ChoiceTarget) is { } choiceTarget)
        {
            using var stream = File.Create(choiceTarget);
            choice.Write(stream);
        }

        Score(arguments, weights, choice, vectors);
        return 0;
    }

    private static void Score(ParseResult arguments, RankingWeights weights, AnswerChoice choice, WordVectors vectors)
    {
        using var writer = arguments.GetValue(Coverage) is { } target ? File.CreateText(target) : TextWriter.Null;
        var sheet = new CoverageSheet(writer);
        var files = arguments.GetValue(Tested) is { Length: > 0 } tested ? tested : arguments.GetRequiredValue(Files);
        foreach (var file in files)
        {
            var name = Path.GetFileNameWithoutExtension(file);
            var score = new RankingScore(name);
            foreach (var one in Read(file, vectors))
            {
                var answered = RankedAnswer.Of(one, weights, choice);
                score.Add(one, answered);
                sheet.Add(name, one, answered, weights);
            }

            Console.WriteLine(score);
        }

        Console.WriteLine(sheet);
    }

    private static WordVectors Words(string? file) =>
        file is null ? WordVectors.Shipped : WordVectors.Read(File.ReadAllBytes(file));

    private static IEnumerable<RankedExample> Read(string file, WordVectors vectors) =>
        AskedQuestion.Read(file).Select(one => RankedExample.Of(one, vectors));

    private static IEnumerable<RankedExample> Named(ParseResult arguments, WordVectors[] turns)
    {
        var questions = new GlossaryQuestions(arguments.GetValue(Seed));
        return (arguments.GetValue(Names) ?? []).SelectMany(
            (file, i) => questions.Of(GlossaryDevice.Read(file), turns[i % turns.Length])
        );
    }

    private static IEnumerable<RankedExample> Samples(int stream, int count, WordVectors vectors)
    {
        var synthesizer = new Synthesizer();
        foreach (var task in TelemetryTasks.All.Append(EventTasks.Events))
            for (var i = 0; i < count; i++)
                yield return RankedExample.Of(synthesizer.Draw(task.Name, SampleSeeds.Mix(stream, i)), vectors);
    }
}
