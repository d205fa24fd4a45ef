using Siskin.Runtime.Bundles;
using Siskin.Runtime.Providers;
using Siskin.Runtime.Tests.Inference;
using Siskin.StandIn;

namespace Siskin.Runtime.Tests.Providers;

/// <summary>A bundle with graphs for the NPU: <see cref="Graph"/> doubles four 16 bit values.</summary>
internal sealed class NpuBundle : IDisposable
{
    public const string Graph = "npu/double.onnx";
    public const string Weights = "npu/weights.bin";
    private readonly EchoBundle _bundle;

    /// <param name="graph">Instead of the graph that doubles.</param>
    /// <param name="version">Version of the bundle.</param>
    /// <param name="weights">Content of <see cref="Weights"/>, when there is to be such a file.</param>
    public NpuBundle(byte[]? graph = null, string version = "1.0.0", byte[]? weights = null)
    {
        _bundle = new EchoBundle(
            alter: folder =>
            {
                folder.Write(Graph, "");
                File.WriteAllBytes(Path.Combine(folder.Path, Graph), graph ?? Quantized(4));
                if (weights is not null)
                    File.WriteAllBytes(Path.Combine(folder.Path, Weights), weights);
            },
            change: manifest =>
                manifest with
                {
                    Version = version,
                    Sha256 = weights is null ? manifest.Sha256 : new Dictionary<string, string> { [Weights] = "" },
                    Variants =
                    [
                        .. manifest.Variants,
                        new BundleVariant("qnn-a16w8", "qnn", "a16w8", Graph, Graph, Graph),
                    ],
                }
        );
    }

    public Bundle Open() => _bundle.Open();

    public ProviderSettings Settings(StandInNpu npu) =>
        new(npu.Library, Path.Combine(npu.Folder, "cache"), new Dictionary<string, string>());

    public void Dispose() => _bundle.Dispose();

    /// <summary>x + x in QDQ form: u16 in, u16 of twice the scale out.</summary>
    public static byte[] Quantized(object size) =>
        new OnnxWriter(opset: 21)
            .Input("x", OnnxWriter.UInt16, 1, size)
            .Output("y", OnnxWriter.UInt16, 1, size)
            .Constant("scale", [0.001f])
            .Constant("double_scale", [0.002f])
            .Constant("zero", [(ushort)0])
            .Node("DequantizeLinear", ["x", "scale", "zero"], ["real"])
            .Node("Add", ["real", "real"], ["sum"])
            .Node("QuantizeLinear", ["sum", "double_scale", "zero"], ["y"])
            .ToArray();

    /// <summary>x + w in QDQ form, of one scale; w is four steps in a file, from some byte on.</summary>
    public static byte[] Weighted(string location, long offset) =>
        new OnnxWriter(opset: 21)
            .Input("x", OnnxWriter.UInt16, 1, 4)
            .Output("y", OnnxWriter.UInt16, 1, 4)
            .External("w", OnnxWriter.UInt16, location, offset, 1, 4)
            .Constant("scale", [0.001f])
            .Constant("zero", [(ushort)0])
            .Node("DequantizeLinear", ["x", "scale", "zero"], ["real"])
            .Node("DequantizeLinear", ["w", "scale", "zero"], ["weight"])
            .Node("Add", ["real", "weight"], ["sum"])
            .Node("QuantizeLinear", ["sum", "scale", "zero"], ["y"])
            .ToArray();

    /// <summary>x + x without quantization: nothing for the NPU.</summary>
    public static byte[] Plain() =>
        new OnnxWriter(opset: 21)
            .Input("x", OnnxWriter.Float, 1, 4)
            .Output("y", OnnxWriter.Float, 1, 4)
            .Node("Add", ["x", "x"], ["y"])
            .ToArray();
}
