namespace Siskin.Models.Tests.Data.Telemetry;

/// <summary>The tokenizer of the bundled model.</summary>
internal static class BundledTokenizer
{
    public static string Path { get; } = Repository.PathOf("models", "bundles", "siskin-mini", "tokenizer.json");
}
