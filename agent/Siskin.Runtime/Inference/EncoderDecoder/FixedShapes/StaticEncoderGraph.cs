using Microsoft.ML.OnnxRuntime;
using Siskin.Runtime.Bundles;
using Siskin.Runtime.Providers;

namespace Siskin.Runtime.Inference.EncoderDecoder.FixedShapes;

/// <summary>
/// The encoder graphs of a variant with fixed shapes. An input goes to the shortest graph that holds it: patches and
/// text densely from the first position, the rest padded and masked.
/// </summary>
internal sealed class StaticEncoderGraph : IEncoderGraph
{
    private readonly StaticGraphs _graphs;
    private readonly SpecialTokens _tokens;
    private readonly List<InferenceSession> _sessions = [];
    private readonly RunOptions _run = new();
    private readonly string[] _inputs;
    private readonly string[] _outputs;
    private readonly int[] _ids;
    private readonly int[] _patchIds;
    private readonly ushort[] _mask;
    private readonly PinnedTensor<ushort>? _patches;
    private readonly int _maxPatches;

    public StaticEncoderGraph(Bundle bundle, BundleVariant variant, OpenGraphs sessions)
    {
        var model = bundle.Manifest.Model;
        _graphs = variant.Static!;
        _tokens = model.Tokens;
        _inputs =
        [
            TensorNames.InputIds,
            TensorNames.InputMask,
            .. variant.Vision is null ? (string[])[] : [TensorNames.PatchIds, TensorNames.Patches],
        ];
        _outputs = EncoderGraph.CrossNames(model);
        _ids = GC.AllocateArray<int>(model.MaxInputTokens, pinned: true);
        _patchIds = GC.AllocateArray<int>(model.MaxInputTokens, pinned: true);
        _mask = GC.AllocateArray<ushort>(model.MaxInputTokens, pinned: true);
        if (bundle.Manifest.Vision is { } vision)
        {
            _maxPatches = vision.MaxPatches;
            _patches = new PinnedTensor<ushort>(_maxPatches + 1, model.DModel);
            Array.Fill(_patches.Values, _graphs.Quantization.Patches!.Value.Quantize(0));
        }

        try
        {
            foreach (var length in _graphs.Lengths)
                _sessions.Add(Open(bundle, length, sessions));
        }
        catch
        {
            Dispose();
            throw;
        }
    }

    public IDisposableReadOnlyCollection<OrtValue> Run(OrtValue? patches, ReadOnlySpan<int> ids)
    {
        var count = 0;
        if (patches is not null)
        {
            var embedded = patches.GetTensorDataAsSpan<ushort>(); // (1, P, D)
            embedded.CopyTo(_patches!.Values);
            count = embedded.Length / (_patches.Values.Length / (_maxPatches + 1));
        }

        var total = count + ids.Length;
        var bucket = _graphs.LengthFor(total);
        var length = _graphs.Lengths[bucket].Tokens;
        Fill(count, ids, length);
        using var text = Wrap(_ids, [length]);
        using var mask = Wrap(_mask, [1, 1, 1, length]);
        using var places = Wrap(_patchIds, [length]);
        OrtValue[] values = _patches is null ? [text, mask] : [text, mask, places, _patches.Tensor];
        return _sessions[bucket].Run(_run, _inputs, values, _outputs);

        OrtValue Wrap<T>(T[] buffer, long[] dims)
            where T : unmanaged =>
            OrtValue.CreateTensorValueFromMemory(OrtMemoryInfo.DefaultInstance, buffer.AsMemory(0, length), dims);
    }

    public void Dispose()
    {
        _patches?.Dispose();
        _run.Dispose();
    }

    private void Fill(int patches, ReadOnlySpan<int> ids, int length)
    {
        var total = patches + ids.Length;
        _ids.AsSpan(0, patches).Fill(_tokens.Image);
        ids.CopyTo(_ids.AsSpan(patches));
        _ids.AsSpan(total, length - total).Fill(_tokens.Pad);
        for (var i = 0; i < length; i++)
            _patchIds[i] = i < patches ? i : _maxPatches;
        var attention = _graphs.Quantization.AttentionMask;
        _mask.AsSpan(0, total).Fill(attention.Quantize(0));
        _mask.AsSpan(total, length - total).Fill(attention.Quantize(StaticGraphs.Masked));
    }

    private InferenceSession Open(Bundle bundle, InputLength length, OpenGraphs sessions)
    {
        var model = bundle.Manifest.Model;
        var session = GraphFile.Open(bundle, length.File, sessions, _inputs, _outputs);
        GraphFile.Expect(bundle, length.File, session.InputMetadata[_inputs[0]], _inputs[0], length.Tokens);
        for (var i = 0; i < _outputs.Length; i++)
        {
            (var third, var fourth) = i % 2 == 0 ? (model.HeadDim, length.Tokens) : (length.Tokens, model.HeadDim);
            GraphFile.Expect(
                bundle,
                length.File,
                session.OutputMetadata[_outputs[i]],
                _outputs[i],
                1,
                model.KvHeads,
                third,
                fourth
            );
        }

        return session;
    }
}
