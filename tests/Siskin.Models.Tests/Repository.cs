namespace Siskin.Models.Tests;

/// <summary>Finds files of the repository from the tests' output folder.</summary>
internal static class Repository
{
    private static readonly Lazy<string> Root = new(FindRoot);

    /// <summary>Absolute path of a file or folder that the repository must have.</summary>
    /// <exception cref="FileNotFoundException">It has not.</exception>
    public static string PathOf(params string[] parts)
    {
        var path = Path.Combine([Root.Value, .. parts]);
        return Path.Exists(path) ? path : throw new FileNotFoundException($"{path} does not exist");
    }

    /// <summary>The C# files below a folder of the repository, without what builds leave there.</summary>
    public static IEnumerable<string> Sources(params string[] parts) =>
        Directory
            .EnumerateFiles(PathOf(parts), "*.cs", SearchOption.AllDirectories)
            .Where(file =>
                !file.Contains("/bin/", StringComparison.Ordinal) && !file.Contains("/obj/", StringComparison.Ordinal)
            );

    private static string FindRoot()
    {
        var folder = AppContext.BaseDirectory;
        while (folder is not null && !File.Exists(Path.Combine(folder, "Agent.sln")))
            folder = Path.GetDirectoryName(folder);
        return folder ?? throw new FileNotFoundException($"Agent.sln is in no folder above {AppContext.BaseDirectory}");
    }
}
