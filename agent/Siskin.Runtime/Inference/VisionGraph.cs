using Microsoft.ML.OnnxRuntime;
using Siskin.Runtime.Bundles;
using Siskin.Runtime.Providers;
using Siskin.Runtime.Vision;

namespace Siskin.Runtime.Inference;

/// <summary>The vision graph and the pixel buffer that it reads.</summary>
internal sealed class VisionGraph : IVisionGraph
{
    private readonly InferenceSession _session;
    private readonly RunOptions _run = new();
    private readonly VisionShape _shape;
    private readonly float[] _pixels;
    private readonly string[] _inputs;
    private readonly string[] _outputs;

    public VisionGraph(Bundle bundle, BundleVariant variant, string file, OpenGraphs sessions)
    {
        _shape = bundle.Manifest.Vision!;
        _inputs = [TensorNames.Pixels];
        _outputs = [TensorNames.Patches];
        _session = GraphFile.Open(bundle, file, sessions, _inputs, _outputs);
        GraphFile.Expect(bundle, file, _session.InputMetadata[_inputs[0]], _inputs[0], 1, 3, -1, -1);
        GraphFile.Expect(
            bundle,
            file,
            _session.OutputMetadata[_outputs[0]],
            _outputs[0],
            1,
            -1,
            bundle.Manifest.Model.DModel
        );
        _pixels = GC.AllocateUninitializedArray<float>(new FramePreprocessor(_shape).MaxValues, pinned: true);
    }

    public Span<float> Pixels => _pixels;

    public bool YieldsCopies => true;

    public OrtValue Run(FrameGeometry geometry)
    {
        var height = geometry.PatchRows * _shape.PatchSize;
        var width = geometry.PatchColumns * _shape.PatchSize;
        using var pixels = OrtValue.CreateTensorValueFromMemory(
            OrtMemoryInfo.DefaultInstance,
            _pixels.AsMemory(0, 3 * height * width),
            [1, 3, height, width]
        );
        return _session.Run(_run, _inputs, [pixels], _outputs)[0]; // (1, P, D)
    }

    public void Dispose()
    {
        _run.Dispose();
    }
}
