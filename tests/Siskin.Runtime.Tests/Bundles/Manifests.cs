using Siskin.Runtime.Bundles;

namespace Siskin.Runtime.Tests.Bundles;

/// <summary>Manifests for tests, and folders with the files they list.</summary>
internal static class Manifests
{
    public static BundleManifest Example { get; } =
        new(
            "siskin-test",
            "1.2.0",
            new ModelShape("encoder-decoder", 1024, 192, 8, 4, 6, 3, 32, 256, 64, new SpecialTokens(0, 1, 2, 3, 4)),
            "tokenizer.json",
            new VisionShape(16, 64, 32, 4, [0.5f, 0.4f, 0.3f], [0.25f, 0.123456789f, 1.5e-5f]),
            [
                new BundleTask("digit", "Read the digit.") { Input = TaskInput.Frame, Words = ["digit", "wheel"] },
                new BundleTask("odd", "Quote \" backslash \\ line\nend Ångström"),
            ],
            [
                new BundleVariant(
                    "cpu-int8",
                    "cpu",
                    "int8",
                    "cpu-int8/vision.onnx",
                    "cpu-int8/encoder.onnx",
                    "cpu-int8/decoder.onnx"
                ),
                new BundleVariant("qnn-a16w8", "qnn", "a16w8", "q/vision.onnx", "q/encoder.onnx", "q/decoder.onnx"),
            ],
            new Dictionary<string, string>()
        );

    /// <summary>Writes a file for every reference, then the manifest.</summary>
    public static BundleManifest WriteTo(TemporaryFolder folder, BundleManifest? manifest = null)
    {
        manifest ??= Example;
        foreach (var file in manifest.References())
            folder.Write(
                file,
                file.EndsWith(".onnx", StringComparison.Ordinal) ? Graph($"content of {file}") : $"content of {file}"
            );
        return BundleWriter.Write(folder.Path, manifest);
    }

    // An ONNX file with nothing but the name of its producer, field 2.
    private static string Graph(string producer) => $"\x12{(char)producer.Length}{producer}";
}
