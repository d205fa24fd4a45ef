using Siskin.Runtime.Bundles;
using Siskin.Runtime.Providers;
using Siskin.Runtime.Tests.Inference;
using Siskin.StandIn;

namespace Siskin.Runtime.Tests.Providers;

/// <summary>A bundle with graphs for the NPU: <see cref="Graph"/> doubles four 16 bit values.</summary>
internal sealed class NpuBundle : IDisposable
{
    public const string Graph = "npu/double.onnx";
    private readonly EchoBundle _bundle;

    public NpuBundle(byte[]? graph = null, string version = "1.0.0")
    {
        _bundle = new EchoBundle(
            alter: folder =>
            {
                folder.Write(Graph, "");
                File.WriteAllBytes(Path.Combine(folder.Path, Graph), graph ?? Quantized(4));
            },
            change: manifest => manifest with
            {
                Version = version,
                Variants = [.. manifest.Variants, new BundleVariant("qnn-a16w8", "qnn", "a16w8", Graph, Graph, Graph, TensorNames.Default)],
            });
    }

    public Bundle Open() => _bundle.Open();

    public NpuSettings Settings(StandInNpu npu) => new(npu.Library, Path.Combine(npu.Folder, "cache"), new Dictionary<string, string>());

    public void Dispose() => _bundle.Dispose();

    /// <summary>x + x in QDQ form: u16 in, u16 of twice the scale out.</summary>
    public static byte[] Quantized(object size) => new OnnxWriter(opset: 21)
        .Input("x", OnnxWriter.UInt16, 1, size)
        .Output("y", OnnxWriter.UInt16, 1, size)
        .Constant("scale", [0.001f])
        .Constant("double_scale", [0.002f])
        .Constant("zero", [(ushort)0])
        .Node("DequantizeLinear", ["x", "scale", "zero"], ["real"])
        .Node("Add", ["real", "real"], ["sum"])
        .Node("QuantizeLinear", ["sum", "double_scale", "zero"], ["y"])
        .ToArray();

    /// <summary>The same without quantization: nothing for the NPU.</summary>
    public static byte[] Plain() => new OnnxWriter(opset: 21)
        .Input("x", OnnxWriter.Float, 1, 4)
        .Output("y", OnnxWriter.Float, 1, 4)
        .Node("Add", ["x", "x"], ["y"])
        .ToArray();
}
