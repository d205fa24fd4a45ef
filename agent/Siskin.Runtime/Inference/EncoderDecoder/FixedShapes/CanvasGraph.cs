using System.Numerics;
using Microsoft.ML.OnnxRuntime;
using Siskin.Runtime.Bundles;
using Siskin.Runtime.Providers;
using Siskin.Runtime.Vision;

namespace Siskin.Runtime.Inference.EncoderDecoder.FixedShapes;

/// <summary>One vision graph of fixed shapes and the buffers that are bound to it.</summary>
internal sealed class CanvasGraph : IDisposable
{
    private readonly InferenceSession _session;
    private readonly RunOptions _run = new();
    private readonly OrtIoBinding _binding;
    private readonly StaticQuantization _quantization;
    private readonly PinnedTensor<ushort> _pixels;
    private readonly PinnedTensor<ushort>[] _frameMasks;
    private readonly PinnedTensor<ushort> _areaRatio;
    private readonly PinnedTensor<ushort> _patchMask;
    private readonly PinnedTensor<ushort> _patches;

    public CanvasGraph(Bundle bundle, BundleVariant variant, Canvas canvas, OpenGraphs sessions)
    {
        Canvas = canvas;
        _quantization = variant.Static!.Quantization;
        var patch = bundle.Manifest.Vision!.PatchSize;
        var stages = BitOperations.Log2((uint)patch); // every stage of the stem halves the resolution
        string[] masks = [.. Enumerable.Range(0, stages).Select(stage => GraphFile.Of(TensorNames.FrameMask, stage))];
        var width = bundle.Manifest.Model.DModel;
        _session = GraphFile.Open(
            bundle,
            canvas.File,
            sessions,
            [TensorNames.Pixels, .. masks, TensorNames.AreaRatio, TensorNames.PatchMask],
            [TensorNames.Patches]
        );
        _binding = _session.CreateIoBinding();
        (var height, var across) = (canvas.Rows * patch, canvas.Columns * patch);
        _pixels = Input(TensorNames.Pixels, 1, 3, height, across);
        _frameMasks =
        [
            .. masks.Select((name, stage) => Input(name, 1, 1, height >> (stage + 1), across >> (stage + 1))),
        ];
        _areaRatio = Input(TensorNames.AreaRatio, 1, 1, 1, 1);
        _patchMask = Input(TensorNames.PatchMask, 1, 1, 1, canvas.Patches);
        GraphFile.Expect(
            bundle,
            canvas.File,
            _session.OutputMetadata[TensorNames.Patches],
            TensorNames.Patches,
            canvas.Patches,
            width
        );
        _patches = new PinnedTensor<ushort>(canvas.Patches, width);
        _binding.BindOutput(TensorNames.Patches, _patches.Tensor);

        PinnedTensor<ushort> Input(string name, params int[] dims)
        {
            GraphFile.Expect(bundle, canvas.File, _session.InputMetadata[name], name, dims);
            var tensor = new PinnedTensor<ushort>([.. dims.Select(dim => (long)dim)]);
            _binding.BindInput(name, tensor.Tensor);
            return tensor;
        }
    }

    /// <summary>The canvas.</summary>
    public Canvas Canvas { get; }

    /// <summary>Quantized pixels, to be filled before <see cref="Run"/>.</summary>
    public ushort[] Pixels => _pixels.Values;

    /// <summary>Patch embeddings of the whole canvas after <see cref="Run"/>, (R x C, D).</summary>
    public ushort[] Patches => _patches.Values;

    /// <summary>Computes the patches of a frame of so many rows and columns of patches.</summary>
    public void Run(int rows, int columns)
    {
        var mask = _quantization.FrameMask!.Value;
        for (var stage = 0; stage < _frameMasks.Length; stage++)
        {
            var perPatch = 1 << (_frameMasks.Length - stage - 1);
            FrameCanvas.Mask(
                rows * perPatch,
                columns * perPatch,
                Canvas.Columns * perPatch,
                mask.Quantize(1),
                mask.Quantize(0),
                _frameMasks[stage].Values
            );
        }

        _areaRatio.Values[0] = _quantization.AreaRatio!.Value.Quantize((float)Canvas.Patches / (rows * columns));
        var attention = _quantization.AttentionMask;
        FrameCanvas.Mask(
            rows,
            columns,
            Canvas.Columns,
            attention.Quantize(0),
            attention.Quantize(StaticGraphs.Masked),
            _patchMask.Values
        );
        _session.RunWithBinding(_run, _binding);
    }

    public void Dispose()
    {
        _binding.Dispose();
        _run.Dispose();
        _pixels.Dispose();
        _areaRatio.Dispose();
        _patchMask.Dispose();
        _patches.Dispose();
        foreach (var mask in _frameMasks)
            mask.Dispose();
    }
}
