using System.CommandLine;
using Siskin.Models.Runs;

namespace Siskin.Models.Commands;

/// <summary><c>siskin-models train</c>: from a recipe and a tokenizer to a checkpoint, resumable.</summary>
internal static class TrainCommand
{
    /// <summary>The command.</summary>
    public static Command Create()
    {
        var options = new TrainOptions();
        var command = new Command("train", "Train a model on synthesized samples.");
        options.AddTo(command);
        command.SetAction(arguments =>
            CommandErrors.Report(() =>
            {
                var recipe = options.Recipe(arguments);
                var device = options.Device(arguments);
                var tokenizer = options.Tokenizer(arguments, recipe);
                new TrainingRun(recipe, device, tokenizer, options.Folder(arguments))
                {
                    Photographs = options.PhotographFolder(arguments),
                }.Run();
                return 0;
            })
        );
        return command;
    }
}
