namespace Siskin.Runtime.Tests;

/// <summary>The bundles in tests/Fixtures, which the tests of all projects share.</summary>
internal static class FixtureBundles
{
    private static readonly string Folder = Find();

    /// <summary>Random weights in both precisions of the CPU.</summary>
    public static string Tiny => Path.Combine(Folder, "tiny-bundle");

    /// <summary>Random weights of a text-only model whose decoders take several answers at once.</summary>
    public static string Batch => Path.Combine(Folder, "tiny-batch");

    /// <summary>Random weights of a decoder-only model, in every form that the CPU runs.</summary>
    public static string Causal => Path.Combine(Folder, "tiny-causal");

    /// <summary>Random weights for the NPU, and in both precisions of the CPU to compare its answers with.</summary>
    public static string RandomNpu => Path.Combine(Folder, "random-npu");

    /// <summary>Repeats its prompt, slowly.</summary>
    public static string Slow => Path.Combine(Folder, "slow-bundle");

    private static string Find()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "Agent.sln")))
                return Path.Combine(folder.FullName, "tests", "Fixtures");
        }

        throw new DirectoryNotFoundException($"No folder above {AppContext.BaseDirectory} holds Agent.sln.");
    }
}
