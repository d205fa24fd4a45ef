using System.CommandLine;
using Siskin.Models.Architecture;
using Siskin.Models.Export;
using Siskin.Models.Recipes;
using Siskin.Models.Training;
using Spectre.Console;

namespace Siskin.Models.Commands;

/// <summary>
/// <c>siskin-models restore BUNDLE RUN</c>: a checkpoint at step 0 with the weights of a bundle, from which
/// <c>train</c> goes on.
/// </summary>
internal static class RestoreCommand
{
    private static readonly Argument<string> Bundle = new("bundle")
    {
        Description =
            "Folder of a bundle with one of the variants " + string.Join(" and ", RestoredWeights.Variants) + ".",
    };
    private static readonly Argument<string> RunFolder = new("run")
    {
        Description = "Folder of the run that is to go on; it must not have a checkpoint yet.",
    };
    private static readonly Option<string> RecipeFile = new("--recipe")
    {
        Description = "Recipe that the run will follow (TOML): its sizes must be the bundle's.",
        Required = true,
    };

    /// <summary>The command.</summary>
    public static Command Create()
    {
        var command = new Command("restore", "Begin a training from the weights of a bundle.")
        {
            Bundle,
            RunFolder,
            RecipeFile,
        };
        command.SetAction(arguments =>
            CommandErrors.Report(() =>
                Run(
                    arguments.GetRequiredValue(Bundle),
                    arguments.GetRequiredValue(RunFolder),
                    Recipe.Load(arguments.GetRequiredValue(RecipeFile))
                )
            )
        );
        return command;
    }

    private static int Run(string bundle, string run, Recipe recipe)
    {
        var checkpoint = Path.Combine(run, "checkpoint");
        if (Checkpoint.Exists(checkpoint))
            throw new IOException($"{checkpoint} is there already; a run is begun only once");
        using var network = Network.Create(recipe.Model);
        var (variant, areRounded) = RestoredWeights.CopyInto(bundle, network);
        Directory.CreateDirectory(run);
        using var trainer = new Trainer(network, recipe.Training);
        trainer.Save(checkpoint, samplesDrawn: 0);
        AnsiConsole.MarkupLineInterpolated(
            $"{checkpoint}: {network.CountParameters():N0} parameters of {bundle} ({variant}), step 0"
        );
        if (areRounded)
            AnsiConsole.MarkupLine("The weights are rounded to 8 bits, as devices run them.");
        return 0;
    }
}
