using System.CommandLine;
using Siskin.Runtime.Bundles;

namespace Siskin.Agent.Commands;

/// <summary>The <c>--bundle</c> option and where a bundle is looked for without it.</summary>
internal static class BundleOption
{
    private static readonly string[] Places =
    [
        "models/bundles/siskin-mini",
        Path.Combine(AppContext.BaseDirectory, "bundles/siskin-mini"),
        "/usr/share/siskin/bundles/siskin-mini",
    ];

    public static Option<string?> Create() => new("--bundle", "-b")
    {
        Description = $"Folder of the bundle. Default: the first of {string.Join(", ", Places)} that exists.",
        HelpName = "DIR",
    };

    /// <summary>The folder that was given, or the first place that has a bundle.</summary>
    /// <exception cref="CommandException">There is none.</exception>
    public static string Resolve(string? given) =>
        given ?? Array.Find(Places, place => File.Exists(Path.Combine(place, BundleManifest.FileName)))
        ?? throw CommandException.Usage($"no bundle found in {string.Join(", ", Places)}; name one with --bundle DIR.");
}
