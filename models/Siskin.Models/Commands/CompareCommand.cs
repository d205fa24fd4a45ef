using System.CommandLine;
using Siskin.Models.Comparison;
using Siskin.Models.Recipes;
using Siskin.Models.Training;
using Siskin.Runtime.Text;
using Spectre.Console;
using static Siskin.Models.Commands.NumberOption;

namespace Siskin.Models.Commands;

/// <summary>
/// <c>siskin-models compare</c>: encoder-decoder, decoder-only and distilled, over several seeds, resumable run by run.
/// </summary>
internal static class CompareCommand
{
    private static readonly ComparisonOptions Defaults = new();

    private static readonly Option<FileInfo> RecipeFile = new("--recipe")
    {
        Description = "Recipe file (TOML): sizes of the encoder-decoder; rates, lengths and tasks of all.",
        Required = true,
    };
    private static readonly Option<FileInfo> TokenizerFile = new("--tokenizer")
    {
        Description = "tokenizer.json of all of them.",
        Required = true,
    };
    private static readonly Option<DirectoryInfo> Folder = new("--folder")
    {
        Description = "Folder of the runs, of report.json and curves.png. What is finished in it is not trained again.",
        Required = true,
    };
    private static readonly Option<int> Seeds = Number(
            "--seeds",
            Defaults.Seeds,
            "Runs of each arm, with weights and samples of their own."
        )
        .Within(1, 100);
    private static readonly Option<string> Match = new Option<string>("--match")
    {
        Description =
            "What the arms have in common with the encoder-decoder: its samples (data), its counted operations "
            + "(flops), or each once (both).",
        DefaultValueFactory = _ => "both",
    }.AcceptOnlyFromAmong("data", "flops", "both");
    private static readonly Option<bool> Splits = new("--splits")
    {
        Description =
            "Also the encoder-decoder with 1/3, 1/2 and 5/6 of its layers in the encoder, at equal weights and data.",
    };
    private static readonly Option<DirectoryInfo?> Teacher = new("--teacher")
    {
        Description = "Checkpoint of the teacher; without it one is trained, a wider decoder-only network.",
    };
    private static readonly Option<int> TeacherWidth = Number(
            "--teacher-width",
            Defaults.TeacherWidth,
            "How many times as wide as the students it is."
        )
        .Within(1, 16);
    private static readonly Option<int?> TeacherSteps = new("--teacher-steps")
    {
        Description = "Its optimizer steps; the recipe's when left out.",
    };
    private static readonly Option<double> DistillFrom = Number(
            "--distill-from",
            Defaults.DistillFrom,
            "Part of the steps that a student learns without its teacher first."
        )
        .Within(0, 1);
    private static readonly Option<int?> Distinct = new("--distinct")
    {
        Description =
            "Samples that all but the teacher learn from, again and again, as where few are labelled; when left out, none "
            + "is repeated.",
    };
    private static readonly Option<int> Samples = Number(
            "--samples",
            Defaults.Samples,
            "Held-out samples of each task that a run is scored on."
        )
        .Within(1, 100_000);
    private static readonly Option<bool> Json = new("--json") { Description = "Print the report as JSON." };
    private static readonly Option<bool> ReportOnly = new("--report")
    {
        Description = "Train nothing; print what is finished.",
    };
    private static readonly Option<int> Threads = Number(
            "--threads",
            Environment.ProcessorCount,
            "On a CPU, groups of a batch that are computed at the same time."
        )
        .Within(1, 1024);
    private static readonly Option<string> DeviceName = DeviceOption.Create();

    /// <summary>The command.</summary>
    public static Command Create()
    {
        var command = new Command(
            "compare",
            "Train encoder-decoder, decoder-only and distilled encoder-decoder alike, and compare their answers."
        );
        foreach (
            var option in (Option[])
                [
                    RecipeFile,
                    TokenizerFile,
                    Folder,
                    Seeds,
                    Match,
                    Splits,
                    Teacher,
                    TeacherWidth,
                    TeacherSteps,
                    DistillFrom,
                    Distinct,
                    Samples,
                    ReportOnly,
                    Json,
                    Threads,
                    DeviceName,
                ]
        )
            command.Add(option);
        command.SetAction(arguments => CommandErrors.Report(() => Run(arguments)));
        return command;
    }

    private static int Run(ParseResult arguments)
    {
        var recipe = Recipe.Load(arguments.GetRequiredValue(RecipeFile).FullName);
        var path = arguments.GetRequiredValue(TokenizerFile).FullName;
        var tokenizer = BpeTokenizer.Load(path);
        recipe.CheckTokenizer(tokenizer, path);
        var folder = arguments.GetRequiredValue(Folder).FullName;
        var device = TrainingDevice.Open(arguments.GetRequiredValue(DeviceName), arguments.GetValue(Threads));
        // Progress goes to standard error, so that standard output has the report alone.
        var standard = AnsiConsole.Console;
        AnsiConsole.Console = ErrorConsole.Open();
        ComparisonReport report;
        var complete = true;
        try
        {
            var comparison = new ArchitectureComparison(recipe, Options(arguments), device, tokenizer, folder);
            if (!arguments.GetValue(ReportOnly))
                complete = comparison.Train();
            report = comparison.Report();
        }
        finally
        {
            AnsiConsole.Console = standard;
        }

        File.WriteAllText(Path.Combine(folder, "report.json"), report.ToJson());
        if (arguments.GetValue(Json))
            Console.WriteLine(report.ToJson());
        else
            ComparisonTable.Print(Wide(), report);
        return complete ? 0 : 1;
    }

    // Where no terminal says how wide it is, tables are as wide as they want.
    private static IAnsiConsole Wide()
    {
        var console = AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(Console.Out) });
        if (!console.Profile.Out.IsTerminal)
            console.Profile.Width = 240;
        return console;
    }

    private static ComparisonOptions Options(ParseResult arguments)
    {
        var match = arguments.GetRequiredValue(Match);
        return new ComparisonOptions
        {
            Seeds = arguments.GetValue(Seeds),
            AtEqualData = match is "data" or "both",
            AtEqualFlops = match is "flops" or "both",
            Splits = arguments.GetValue(Splits),
            Teacher = arguments.GetValue(Teacher)?.FullName,
            TeacherWidth = arguments.GetValue(TeacherWidth),
            TeacherSteps = arguments.GetValue(TeacherSteps),
            DistillFrom = arguments.GetValue(DistillFrom),
            Distinct = arguments.GetValue(Distinct),
            Samples = arguments.GetValue(Samples),
        };
    }
}
