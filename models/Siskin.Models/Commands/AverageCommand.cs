using System.CommandLine;
using System.Globalization;
using Siskin.Models.Training;
using Spectre.Console;

namespace Siskin.Models.Commands;

/// <summary>
/// <c>siskin-models average CHECKPOINT... --to FOLDER</c>: the mean of the weights of several checkpoints as one of its
/// own, to be exported or trained further.
/// </summary>
internal static class AverageCommand
{
    private static readonly Argument<string[]> Sources = new("checkpoints")
    {
        Description = "Folders of checkpoints of the same sizes.",
        Arity = new ArgumentArity(2, 64),
    };
    private static readonly Option<string> Target = new("--to")
    {
        Description = "Where the mean is written; there must be no checkpoint yet.",
        Required = true,
    };
    private static readonly Option<double[]> Shares = new("--weights")
    {
        Description = "How much each checkpoint counts, in their order; divided by their sum. All alike when left out.",
        AllowMultipleArgumentsPerToken = true,
    };

    /// <summary>The command.</summary>
    public static Command Create()
    {
        var command = new Command("average", "Write the mean of the weights of several checkpoints.")
        {
            Sources,
            Target,
            Shares,
        };
        command.SetAction(arguments =>
            CommandErrors.Report(() =>
                Run(
                    arguments.GetRequiredValue(Sources),
                    arguments.GetRequiredValue(Target),
                    arguments.GetValue(Shares) ?? []
                )
            )
        );
        return command;
    }

    private static int Run(string[] sources, string target, double[] shares)
    {
        if (Checkpoint.Exists(target))
            throw new IOException($"{target} is there already; a mean is written only once");
        if (shares.Length > 0 && shares.Length != sources.Length)
            throw new ArgumentException(
                $"--weights has {shares.Length} numbers; allowed: {sources.Length}, one for each checkpoint"
            );
        if (shares.FirstOrDefault(share => !(share > 0 && double.IsFinite(share)), 1) is var wrong and not 1)
            throw new ArgumentException($"--weights {wrong.ToString(CultureInfo.InvariantCulture)}; allowed: above 0");
        foreach (var source in sources.Skip(1))
            RequireLike(sources[0], source);

        using var mean = Checkpoint.Average([
            .. sources.Select((source, i) => (source, shares.Length == 0 ? 1 : shares[i])),
        ]);
        new Checkpoint(0, 0, mean.Options).Save(target, mean, optimizer: null);
        AnsiConsole.MarkupLineInterpolated($"{target}: the mean of {sources.Length} checkpoints, step 0");
        return 0;
    }

    private static void RequireLike(string first, string other)
    {
        if (SizeDifference.Find(Checkpoint.Read(other).Model, Checkpoint.Read(first).Model) is { } difference)
            throw new InvalidDataException(
                $"{other}: {difference.Key} is {difference.Has}, in {first} {difference.Wants}; a mean wants networks "
                    + "of the same sizes"
            );
    }
}
