using System.CommandLine;
using Siskin.Models.Data;
using Siskin.Models.Tasks;
using Siskin.Runtime.Bundles;

namespace Siskin.Models.Commands;

/// <summary>
/// <c>siskin-models scope BUNDLE</c>: writes into the manifest what each task is answered from and the words that ask
/// for it; the weights stay as they are. Signatures come after it.
/// </summary>
internal static class ScopeCommand
{
    private static readonly Argument<string> Folder = new("bundle") { Description = "Folder of the bundle." };

    /// <summary>The command.</summary>
    public static Command Create()
    {
        var command = new Command(
            "scope",
            "Write into a bundle which words ask for its tasks, to tell what it cannot answer."
        )
        {
            Folder,
        };
        command.SetAction(
            (arguments, _) =>
                Task.FromResult(
                    CommandErrors.Report(() =>
                    {
                        foreach (var task in Write(arguments.GetRequiredValue(Folder)).Tasks)
                            Console.WriteLine($"{task.Name} ({task.Input}): {string.Join(' ', task.Words)}");
                        return 0;
                    })
                )
        );
        return command;
    }

    /// <summary>Writes the words into the bundle.</summary>
    public static BundleManifest Write(string folder)
    {
        var bundle = BundleReader.Open(folder);
        return BundleWriter.Write(
            bundle.Folder,
            bundle.Manifest with
            {
                Tasks = [.. bundle.Manifest.Tasks.Select(Worded)],
            }
        );
    }

    // A task that is unknown here stays as it is.
    private static BundleTask Worded(BundleTask task) =>
        TaskCatalog.Find(task.Name) is { } known
            ? task with
            {
                Input = known.Input,
                Words = TaskWords.Of(known),
            }
            : task;
}
