using System.CommandLine;
using Siskin.Models.Tokenization;

namespace Siskin.Models.Commands;

/// <summary><c>siskin-models tokenizer PATH</c>: trains the byte-level BPE on synthesized text.</summary>
internal static class TokenizerCommand
{
    private static readonly Argument<string> Path = new("path") { Description = "tokenizer.json to write." };
    private static readonly Option<int> Seed = new("--seed")
    {
        Description = "Seed of the corpus.",
        DefaultValueFactory = _ => 1,
    };

    /// <summary>The command.</summary>
    public static Command Create()
    {
        var command = new Command("tokenizer", "Train the tokenizer and write tokenizer.json.") { Path, Seed };
        command.SetAction(arguments =>
            CommandErrors.Report(() =>
            {
                var path = arguments.GetRequiredValue(Path);
                var tokenizer = TokenizerRecipe.Build(arguments.GetValue(Seed), path);
                Console.WriteLine($"{path}: {tokenizer.VocabSize} tokens");
                return 0;
            })
        );
        return command;
    }
}
