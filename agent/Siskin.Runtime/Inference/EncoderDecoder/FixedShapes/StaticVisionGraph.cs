using Microsoft.ML.OnnxRuntime;
using Siskin.Runtime.Bundles;
using Siskin.Runtime.Providers;
using Siskin.Runtime.Vision;

namespace Siskin.Runtime.Inference.EncoderDecoder.FixedShapes;

/// <summary>
/// The vision graphs of a variant with fixed shapes. A frame goes onto the smallest canvas that holds it; what is
/// outside of the frame is masked, so that its patches are what they are without a canvas.
/// </summary>
internal sealed class StaticVisionGraph : IVisionGraph
{
    private readonly VisionShape _shape;
    private readonly StaticGraphs _graphs;
    private readonly List<CanvasGraph> _canvases = [];
    private readonly int _width;
    private readonly float[] _pixels;
    private readonly float[] _placed;
    private readonly ushort[] _patches;

    public StaticVisionGraph(Bundle bundle, BundleVariant variant, OpenGraphs sessions)
    {
        _shape = bundle.Manifest.Vision!;
        _graphs = variant.Static!;
        _width = bundle.Manifest.Model.DModel;
        _pixels = new float[new FramePreprocessor(_shape).MaxValues];
        _placed = new float[3 * _graphs.Canvases.Max(canvas => canvas.Patches) * _shape.PatchSize * _shape.PatchSize];
        _patches = GC.AllocateArray<ushort>(_shape.MaxPatches * _width, pinned: true);
        try
        {
            foreach (var canvas in _graphs.Canvases)
                _canvases.Add(new CanvasGraph(bundle, variant, canvas, sessions));
        }
        catch
        {
            Dispose();
            throw;
        }
    }

    public Span<float> Pixels => _pixels;

    public OrtValue Run(FrameGeometry geometry)
    {
        (var rows, var columns) = (geometry.PatchRows, geometry.PatchColumns);
        var graph = _canvases[_graphs.CanvasFor(rows, columns)];
        var placed = _placed.AsSpan(0, graph.Pixels.Length);
        FrameCanvas.Place(
            _pixels,
            rows,
            columns,
            _shape.PatchSize,
            _graphs.StandardizationEpsilon,
            graph.Canvas.Columns,
            placed
        );
        _graphs.Quantization.Pixels!.Value.Quantize(placed, graph.Pixels);
        graph.Run(rows, columns);
        for (var row = 0; row < rows; row++)
        {
            graph
                .Patches.AsSpan(row * graph.Canvas.Columns * _width, columns * _width)
                .CopyTo(_patches.AsSpan(row * columns * _width));
        }

        return OrtValue.CreateTensorValueFromMemory(
            OrtMemoryInfo.DefaultInstance,
            _patches.AsMemory(0, rows * columns * _width),
            [1, rows * columns, _width]
        );
    }

    public void Dispose()
    {
        foreach (var canvas in _canvases)
            canvas.Dispose();
    }
}
