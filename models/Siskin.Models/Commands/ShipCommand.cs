using System.CommandLine;
using Siskin.Models.Export;
using Siskin.Runtime.Bundles;

namespace Siskin.Models.Commands;

/// <summary>
/// <c>siskin-models ship BUNDLE FOLDER</c>: copies a bundle with the variants that a device runs. Those that only
/// evaluation compares with are two fifths of its bytes; <c>export --add</c> makes them again from the checkpoint.
/// </summary>
internal static class ShipCommand
{
    private static readonly Argument<string> Source = new("bundle") { Description = "Folder of the bundle." };
    private static readonly Argument<string> Folder = new("folder")
    {
        Description = "Where the copy is written; an older bundle there is replaced.",
    };
    private static readonly Option<string[]> Variants = new("--variants")
    {
        Description = "Variants to keep; those that a device runs when left out.",
        AllowMultipleArgumentsPerToken = true,
    };

    /// <summary>The command.</summary>
    public static Command Create()
    {
        var command = new Command("ship", "Copy a bundle with only the variants that a device runs.")
        {
            Source,
            Folder,
            Variants,
        };
        command.SetAction(arguments =>
            CommandErrors.Report(() =>
            {
                var bundle = BundleReader.Open(arguments.GetRequiredValue(Source));
                var kept = arguments.GetValue(Variants) is { Length: > 0 } chosen
                    ? chosen
                    :
                    [
                        .. bundle
                            .Manifest.Variants.Select(variant => variant.Id)
                            .Where(BundleVariantPlan.RunsOnDevices),
                    ];
                var folder = arguments.GetRequiredValue(Folder);
                BundleSummary.Print(folder, ShippedBundle.Write(bundle, folder, kept));
                return 0;
            })
        );
        return command;
    }
}
