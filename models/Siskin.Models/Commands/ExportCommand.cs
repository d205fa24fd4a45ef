using System.CommandLine;
using Siskin.Models.Export;
using Siskin.Models.Export.FixedShapes.Ranges;
using Siskin.Models.Export.Graphs;
using Siskin.Models.Recipes;
using Siskin.Models.Tasks;
using Siskin.Models.Training;
using Siskin.Runtime.Bundles;
using Siskin.Runtime.Text;
using Spectre.Console;

namespace Siskin.Models.Commands;

/// <summary><c>siskin-models export CHECKPOINT BUNDLE</c>: writes a trained network as a bundle.</summary>
internal static class ExportCommand
{
    private static readonly Argument<string> Source = new("checkpoint") { Description = "Folder of a checkpoint." };
    private static readonly Argument<string> Folder = new("bundle")
    {
        Description = "Where the bundle is written; an older one is replaced.",
    };
    private static readonly Option<string> TokenizerFile = new("--tokenizer")
    {
        Description = "tokenizer.json the network was trained with.",
        Required = true,
    };
    private static readonly Option<string?> Name = new("--name")
    {
        Description = "Name of the bundle; the folder's name when left out.",
    };
    private static readonly Option<string?> Version = new("--version")
    {
        Description = "Version of the bundle; the recipe's when left out, without a recipe 0.1.0.",
    };
    private static readonly Option<string?> RecipeFile = new("--recipe")
    {
        Description = "Recipe that names the trained tasks and the version; the usual tasks when left out.",
    };
    private static readonly Option<string[]> Variants = VariantOption.Create();
    private static readonly Option<bool> Add = new("--add")
    {
        Description = "Add the variants to the bundle, which is of this checkpoint, and leave the rest of it as it is.",
    };

    private static readonly Option<bool> OneToken = new("--one-token")
    {
        Description =
            "A step of the decoder takes one token, with two operations less a layer: for models too small to look ahead.",
    };

    private static readonly Option<int> Samples = new Option<int>("--calibration-samples")
    {
        Description = "Synthesized samples on which the ranges of qnn variants are calibrated.",
        DefaultValueFactory = _ => 320,
    }.Within(1, 1_000_000);

    /// <summary>The command.</summary>
    public static Command Create()
    {
        var command = new Command("export", "Write a trained network as a bundle.")
        {
            Source,
            Folder,
            TokenizerFile,
            Name,
            Version,
            RecipeFile,
            Variants,
            Add,
            OneToken,
            Samples,
        };
        command.SetAction(arguments => CommandErrors.Report(() => Run(arguments)));
        return command;
    }

    private static int Run(ParseResult arguments)
    {
        var folder = arguments.GetRequiredValue(Folder);
        var tokenizerFile = arguments.GetRequiredValue(TokenizerFile);
        var tokenizerContent = File.ReadAllBytes(tokenizerFile);
        var tokenizer = BpeTokenizer.Parse(tokenizerContent, tokenizerFile);
        using var network = Checkpoint.LoadNetwork(arguments.GetRequiredValue(Source));
        if (tokenizer.VocabSize > network.Options.VocabSize)
        {
            throw new ArgumentException(
                $"{tokenizerFile} has {tokenizer.VocabSize} tokens, the network's embedding "
                    + $"{network.Options.VocabSize} rows"
            );
        }

        var recipe = arguments.GetValue(RecipeFile) is { } recipeFile ? Recipe.Load(recipeFile) : null;
        var tasks =
            recipe is not null ? [.. TaskCatalog.Of(recipe.AllTasks()).Select(task => task.ToBundleTask())]
            : arguments.GetValue(Add) ? BundleReader.Open(folder).Manifest.Tasks
            : [.. TaskCatalog.Usual.Select(task => task.ToBundleTask())];
        var content = new BundleContent(
            arguments.GetValue(Name) ?? Path.GetFileName(Path.TrimEndingDirectorySeparator(Path.GetFullPath(folder))),
            arguments.GetValue(Version) ?? recipe?.Version ?? "0.1.0",
            network.Options,
            Weights.Of(network),
            tokenizerContent,
            tokenizer.Tokens,
            BundleVariantPlan.Named(arguments.GetRequiredValue(Variants))
        )
        {
            Tasks = tasks,
            QuestionLanguage = recipe?.QuestionLanguage,
            TakesOne = arguments.GetValue(OneToken),
            Calibration = CalibrationSamples.Synthesized(
                tasks,
                tokenizer,
                network.Options,
                arguments.GetValue(Samples)
            ),
        };
        Func<string, BundleContent, BundleManifest> write = arguments.GetValue(Add)
            ? BundleExporter.Add
            : BundleExporter.Write;
        var manifest = WithProgress(write, folder, content);
        BundleSummary.Print(folder, manifest);
        return 0;
    }

    private static BundleManifest WithProgress(
        Func<string, BundleContent, BundleManifest> write,
        string folder,
        BundleContent content
    )
    {
        var calibrated = content.Variants.Count(plan => plan.FixedShapes);
        if (calibrated == 0)
            return write(folder, content);
        BundleManifest? manifest = null;
        ErrorConsole.Progress(progress =>
        {
            var bar = progress.AddTask("calibrating", maxValue: content.Calibration!.Count * calibrated);
            manifest = write(folder, content with { Calibrated = () => bar.Increment(1) });
        });
        return manifest!;
    }
}
