using System.CommandLine;
using Siskin.Models.Export;
using Siskin.Runtime.Bundles;

namespace Siskin.Models.Commands;

/// <summary>
/// <c>siskin-models requantize BUNDLE FOLDER</c>: copies a bundle and adds <c>cpu-int4</c>, made from its
/// <c>cpu-int8</c>, where no checkpoint is left for <c>export --add --variants cpu-int4</c>.
/// </summary>
internal static class RequantizeCommand
{
    private static readonly Argument<string> Source = new("bundle") { Description = "Folder of the bundle." };
    private static readonly Argument<string> Folder = new("folder")
    {
        Description = "Where the copy is written; an older bundle there is replaced.",
    };

    /// <summary>The command.</summary>
    public static Command Create()
    {
        var command = new Command("requantize", "Copy a bundle and add cpu-int4, made from its cpu-int8.")
        {
            Source,
            Folder,
        };
        command.SetAction(arguments =>
            CommandErrors.Report(() =>
            {
                var folder = arguments.GetRequiredValue(Folder);
                var bundle = BundleReader.Open(arguments.GetRequiredValue(Source));
                BundleSummary.Print(folder, RequantizedBundle.Write(bundle, folder));
                return 0;
            })
        );
        return command;
    }
}
