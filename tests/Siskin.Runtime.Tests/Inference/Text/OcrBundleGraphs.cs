using Siskin.Runtime.Bundles;

namespace Siskin.Runtime.Tests.Inference.Text;

/// <summary>Graphs for a bundle's <c>[ocr]</c> that see in every line what the test wants.</summary>
internal static class OcrBundleGraphs
{
    public const string Recognition = "ocr/recognition.onnx";

    /// <summary>The digits, and a point.</summary>
    public const string Characters = "0123456789.";

    /// <summary>
    /// A graph that reads a text in every line, a blank behind each character, each as likely as said.
    /// </summary>
    public static byte[] Reading(string text, float probability = 0.97f, int? classes = null, int height = 48)
    {
        var count = classes ?? Characters.Length + 1;
        var values = new float[2 * text.Length * count]; // (T, C)
        Array.Fill(values, (1 - probability) / (count - 1));
        for (var i = 0; i < text.Length; i++)
        {
            values[(2 * i * count) + Characters.IndexOf(text[i]) + 1] = probability;
            values[((2 * i) + 1) * count] = probability;
        }

        return new OnnxWriter()
            .Input("pixels", OnnxWriter.Float, 1, 3, height, "width")
            .Output("probabilities", OnnxWriter.Float, 1, 2 * text.Length, count)
            .Constant("seen", values, 1, 2 * text.Length, count)
            .Constant("nothing", [0f])
            .Node("ReduceMean", ["pixels"], ["mean"], ("keepdims", 0))
            .Node("Mul", ["mean", "nothing"], ["no_effect"])
            .Node("Add", ["seen", "no_effect"], ["probabilities"])
            .ToArray();
    }

    /// <summary>A detection graph that takes white for text.</summary>
    public static byte[] Finding() =>
        new OnnxWriter()
            .Input("pixels", OnnxWriter.Float, 1, 3, "height", "width")
            .Constant("four", [4f], 1)
            .Node("ReduceMean", ["pixels"], ["light"], ("axes", new long[] { 1 }), ("keepdims", 1)) // (1, 1, H, W)
            .Node("Mul", ["light", "four"], ["score"])
            .Node("Sigmoid", ["score"], ["probabilities"])
            .Output("probabilities", OnnxWriter.Float, 1, 1, "height", "width")
            .ToArray();

    /// <summary>Puts a recognition graph into the folder of a bundle.</summary>
    public static void Write(TemporaryFolder folder, byte[] graph)
    {
        var file = Path.Combine(folder.Path, Recognition);
        Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        File.WriteAllBytes(file, graph);
    }

    /// <summary>A manifest that has it, and reads counters.</summary>
    public static BundleManifest Added(BundleManifest manifest) =>
        manifest with
        {
            Ocr = new OcrGraphs(Recognition, Characters),
            Tasks =
            [
                new BundleTask(BundleTask.Counter, "Read the counter.")
                {
                    Input = TaskInput.Frame,
                    Words = ["counter", "read"],
                },
                new BundleTask("lamps", "Which lamps are lit?") { Input = TaskInput.Frame, Words = ["lamp", "lit"] },
            ],
        };
}
