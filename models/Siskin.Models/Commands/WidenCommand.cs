using System.CommandLine;
using Siskin.Models.Export;
using Siskin.Runtime.Bundles;

namespace Siskin.Models.Commands;

/// <summary>
/// <c>siskin-models widen BUNDLE FOLDER</c>: copies a bundle of an earlier version so that its decoder takes several
/// tokens in one pass.
/// </summary>
internal static class WidenCommand
{
    private static readonly Argument<string> Source = new("bundle") { Description = "Folder of the bundle." };
    private static readonly Argument<string> Folder = new("folder")
    {
        Description = "Where the copy is written; an older bundle there is replaced.",
    };

    /// <summary>The command.</summary>
    public static Command Create()
    {
        var command = new Command("widen", "Copy a bundle so that its decoder takes several tokens in one pass.")
        {
            Source,
            Folder,
        };
        command.SetAction(arguments =>
            CommandErrors.Report(() =>
            {
                var folder = arguments.GetRequiredValue(Folder);
                var bundle = BundleReader.Open(arguments.GetRequiredValue(Source));
                BundleSummary.Print(folder, WidenedBundle.Write(bundle, folder));
                return 0;
            })
        );
        return command;
    }
}
