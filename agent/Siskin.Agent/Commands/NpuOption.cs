using System.CommandLine;
using Siskin.Runtime.Providers;

namespace Siskin.Agent.Commands;

/// <summary>The <c>--qnn-library</c> option of the verbs that run a variant without a configuration.</summary>
internal static class NpuOption
{
    public static Option<string?> Create() =>
        new("--qnn-library")
        {
            Description =
                "Library of the QNN execution provider, for variants that run on the NPU. "
                + $"Default: {NpuSettings.LibraryName} in {string.Join(" or ", NpuSettings.SearchFolders)}.",
            HelpName = "FILE",
        };

    /// <summary>How to reach the NPU, or null where no library is given or installed.</summary>
    public static NpuSettings? Resolve(string? given) =>
        (given ?? NpuSettings.FindLibrary()) is { } library
            ? new NpuSettings(
                library,
                Path.Combine(
                    Environment.GetFolderPath(Environment.SpecialFolder.LocalApplicationData),
                    "siskin",
                    "qnn"
                ),
                new Dictionary<string, string>()
            )
            : null;
}
