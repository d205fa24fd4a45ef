using Microsoft.ML.OnnxRuntime;
using Microsoft.ML.OnnxRuntime.Tensors;
using Siskin.Runtime.Bundles;
using Siskin.Runtime.Providers;

namespace Siskin.Runtime.Inference.DecoderOnly;

/// <summary>
/// A graph that appends tokens to the cache and yields the logits behind the last of them. What a step touches is bound
/// between the calls, so that a step copies and allocates nothing.
/// </summary>
internal sealed class CausalGraph : IDisposable
{
    private readonly InferenceSession _session;
    private readonly RunOptions _run = new();
    private readonly OrtIoBinding _binding;
    private readonly List<OrtValue> _values = [];
    private readonly OrtValue _token;
    private readonly OrtValue? _noPatches;
    private readonly long[] _ids;
    private readonly int[] _position = GC.AllocateArray<int>(1, pinned: true);
    private readonly int[] _totalLength = GC.AllocateArray<int>(1, pinned: true);

    /// <param name="bundle">The bundle.</param>
    /// <param name="file">The graph's file.</param>
    /// <param name="sessions">Opens it.</param>
    /// <param name="cache">Where its keys and values are.</param>
    /// <param name="logits">Where its logits go, (vocabulary), pinned.</param>
    /// <param name="patches">Whether it takes patches.</param>
    public CausalGraph(Bundle bundle, string file, OpenGraphs sessions, KvCache cache, float[] logits, bool patches)
    {
        var model = bundle.Manifest.Model;
        string[] inputs = [TensorNames.InputIds, TensorNames.Position, TensorNames.TotalLength, .. cache.Past];
        _session = GraphFile.Open(
            bundle,
            file,
            sessions,
            patches ? [TensorNames.Patches, .. inputs] : inputs,
            [TensorNames.Logits, .. cache.Present]
        );
        Check(bundle, file, cache);
        _ids = GC.AllocateArray<long>(model.MaxInputTokens + 1, pinned: true);
        _token = Own(OrtValue.CreateTensorValueFromMemory(OrtMemoryInfo.DefaultInstance, _ids.AsMemory(0, 1), [1, 1]));
        if (patches)
            _noPatches = Own(
                OrtValue.CreateAllocatedTensorValue(
                    OrtAllocator.DefaultInstance,
                    TensorElementType.Float,
                    [1, 0, model.DModel]
                )
            );
        _binding = _session.CreateIoBinding();
        _binding.BindInput(TensorNames.Position, Own(OrtValue.CreateTensorValueFromMemory(_position, [1])));
        _binding.BindInput(TensorNames.TotalLength, Own(OrtValue.CreateTensorValueFromMemory(_totalLength, [])));
        _binding.BindOutput(
            TensorNames.Logits,
            Own(OrtValue.CreateTensorValueFromMemory(logits, [1, 1, model.VocabSize]))
        );
        cache.BindTo(_binding);
        BindStep();
    }

    /// <summary>Begins a sequence: patches, text, and the token that begins the answer.</summary>
    /// <param name="patches">(1, P, D), or null without a frame.</param>
    /// <param name="ids">Text tokens, (T).</param>
    /// <param name="begin">The token that begins the answer.</param>
    /// <param name="length">P + T.</param>
    public void Read(OrtValue? patches, ReadOnlySpan<int> ids, int begin, int length)
    {
        for (var i = 0; i < ids.Length; i++)
            _ids[i] = ids[i];
        _ids[ids.Length] = begin;
        using var text = OrtValue.CreateTensorValueFromMemory(
            OrtMemoryInfo.DefaultInstance,
            _ids.AsMemory(0, ids.Length + 1),
            [1, ids.Length + 1]
        );
        try
        {
            _binding.BindInput(TensorNames.InputIds, text);
            if (patches is not null)
                _binding.BindInput(TensorNames.Patches, patches);
            Run(length);
        }
        finally
        {
            BindStep();
        }
    }

    /// <summary>Appends one token.</summary>
    /// <param name="token">The token.</param>
    /// <param name="position">Its index in the sequence, from 0.</param>
    public void Step(int token, int position)
    {
        _ids[0] = token;
        Run(position);
    }

    public void Dispose()
    {
        _binding.Dispose();
        foreach (var value in _values)
            value.Dispose();
        _run.Dispose();
    }

    private void Run(int position)
    {
        _position[0] = position;
        _totalLength[0] = position + 1;
        _session.RunWithBinding(_run, _binding);
    }

    private void BindStep()
    {
        _binding.BindInput(TensorNames.InputIds, _token);
        if (_noPatches is not null)
            _binding.BindInput(TensorNames.Patches, _noPatches);
    }

    private void Check(Bundle bundle, string file, KvCache cache)
    {
        var model = bundle.Manifest.Model;
        var logits = TensorNames.Logits;
        GraphFile.Expect(bundle, file, _session.OutputMetadata[logits], logits, 1, 1, model.VocabSize);
        foreach (var name in cache.Past)
        {
            var node = _session.InputMetadata[name];
            GraphFile.Expect(bundle, file, node, name, 1, model.KvHeads, cache.Capacity, model.HeadDim);
        }
    }

    private OrtValue Own(OrtValue value)
    {
        _values.Add(value);
        return value;
    }
}
