namespace Siskin.Models.Tests.Data.Telemetry;

/// <summary>Finds the tokenizer of the bundled model from the test's output folder.</summary>
internal static class BundledTokenizer
{
    public static string Path { get; } = Find();

    private static string Find()
    {
        for (string? folder = AppContext.BaseDirectory; folder is not null; folder = System.IO.Path.GetDirectoryName(folder))
        {
            string path = System.IO.Path.Combine(folder, "models", "bundles", "siskin-mini", "tokenizer.json");
            if (File.Exists(path))
                return path;
        }
        throw new FileNotFoundException("models/bundles/siskin-mini/tokenizer.json is not above " + AppContext.BaseDirectory);
    }
}
