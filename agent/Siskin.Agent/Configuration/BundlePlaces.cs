using Siskin.Runtime.Bundles;

namespace Siskin.Agent.Configuration;

/// <summary>Where a bundle is looked for that neither an option nor the configuration names.</summary>
internal static class BundlePlaces
{
    /// <summary>Environment variable with the folder of a bundle.</summary>
    public const string Variable = "SISKIN_BUNDLE";

    /// <summary>The bundle that comes with the agent, as a folder below the places.</summary>
    private const string Bundled = "siskin-mini";

    /// <summary>
    /// The first place that holds a bundle, or null; <paramref name="looked"/> lists all that were tried.
    /// </summary>
    public static string? Find(out IReadOnlyList<string> looked) =>
        Find(
            Environment.GetEnvironmentVariable(Variable),
            AppContext.BaseDirectory,
            Environment.CurrentDirectory,
            out looked
        );

    /// <summary>The same for a given variable, folder of the program and current folder.</summary>
    internal static string? Find(string? variable, string program, string current, out IReadOnlyList<string> looked)
    {
        var tried = new List<string>();
        looked = tried;
        foreach (var place in Of(variable, program, current))
        {
            tried.Add(place);
            if (File.Exists(Path.Combine(place, BundleManifest.FileName)))
                return place;
            if (variable is { Length: > 0 })
                return null; // who names one does not want another
        }
        return null;
    }

    private static IEnumerable<string> Of(string? variable, string program, string current)
    {
        if (variable is { Length: > 0 })
        {
            yield return Path.GetFullPath(variable, current);
            yield break;
        }
        yield return Path.Combine(program, "bundles", Bundled);
        yield return Path.Combine("/usr/share/siskin/bundles", Bundled);
        // A working copy of the repository.
        foreach (var start in new[] { current, program })
        {
            for (var folder = new DirectoryInfo(start); folder is not null; folder = folder.Parent)
                yield return Path.Combine(folder.FullName, "models/bundles", Bundled);
        }
    }
}
