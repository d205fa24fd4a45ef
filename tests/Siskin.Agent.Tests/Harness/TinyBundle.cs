namespace Siskin.Agent.Tests.Harness;

/// <summary>A bundle of random weights: every graph and file of a real one, in a few hundred kilobytes.</summary>
internal static class TinyBundle
{
    /// <summary>Its folder.</summary>
    public static string Path { get; } = Find();

    private static string Find()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            var bundle = System.IO.Path.Combine(folder.FullName, "tests", "Fixtures", "tiny-bundle");
            if (Directory.Exists(bundle))
                return bundle;
        }
        throw new DirectoryNotFoundException(
            $"No folder above {AppContext.BaseDirectory} holds tests/Fixtures/tiny-bundle."
        );
    }
}
