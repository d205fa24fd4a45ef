using Siskin.Runtime.Bundles;
using Siskin.Runtime.Inference.Text;

namespace Siskin.Runtime.Tests.Inference.Text;

/// <summary>A graph in the place of the network that spells rows, which reads the same text in every row.</summary>
internal static class RowGraph
{
    public const string File = "strips/rows.onnx";

    /// <summary>Puts one into the folder of a bundle.</summary>
    /// <param name="folder">The folder.</param>
    /// <param name="text">What it reads.</param>
    /// <param name="gain">How much more likely than all others it finds each character, as the exponent of e.</param>
    public static void Write(TemporaryFolder folder, string text, float gain = 9)
    {
        Directory.CreateDirectory(Path.Combine(folder.Path, "strips"));
        System.IO.File.WriteAllBytes(Path.Combine(folder.Path, File), Spelling(text, gain));
    }

    /// <summary>A manifest that has it.</summary>
    public static BundleManifest Added(BundleManifest manifest) =>
        manifest with
        {
            Strips = new StripGraphs([new(StripGraphs.Rows, File)]),
        };

    // A character at every other place, and none behind the last.
    private static byte[] Spelling(string text, float gain)
    {
        var (shape, scores) = (RowSpeller.Shape, new float[RowSpeller.Shape.Outputs * RowSpeller.Shape.Length]);
        for (var place = 0; place < shape.Length; place++)
        {
            var character = place % 2 == 0 && place / 2 < text.Length ? text[place / 2] : (char?)null;
            var spelled = character is { } one ? RowSpeller.Characters.IndexOf(one, StringComparison.Ordinal) + 1 : 0;
            scores[(spelled * shape.Length) + place] = gain;
        }

        return new OnnxWriter()
            .Input("strips", OnnxWriter.Float, "strips", shape.Channels, shape.Height, shape.Length)
            .Constant("spelled", scores, 1, shape.Outputs, shape.Length)
            .Constant("nothing", [0f])
            .Node("ReduceMean", ["strips"], ["light"], ("axes", new long[] { 1 }), ("keepdims", 0)) // (B, H, L)
            .Node("ReduceMean", ["light"], ["each"], ("axes", new long[] { 1, 2 }), ("keepdims", 1)) // (B, 1, 1)
            .Node("Mul", ["each", "nothing"], ["none"])
            .Node("Add", ["none", "spelled"], ["logits"]) // (B, K, L)
            .Output("logits", OnnxWriter.Float, "strips", shape.Outputs, shape.Length)
            .ToArray();
    }
}
