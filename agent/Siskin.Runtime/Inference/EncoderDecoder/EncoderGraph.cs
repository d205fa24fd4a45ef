using Microsoft.ML.OnnxRuntime;
using Microsoft.ML.OnnxRuntime.Tensors;
using Siskin.Runtime.Bundles;
using Siskin.Runtime.Inference.Instruments;
using Siskin.Runtime.Providers;

namespace Siskin.Runtime.Inference.EncoderDecoder;

/// <summary>The encoder graph: runs once per request and yields what every decoder step attends to.</summary>
internal sealed class EncoderGraph : IEncoderGraph
{
    private static readonly string[] OnlyPlaces = [TensorNames.Places];

    private readonly InferenceSession _session;
    private readonly Func<Task<InferenceSession>?> _together;
    private readonly Occupancy _occupancy;
    private readonly RunOptions _run = new();
    private readonly OrtValue? _noPatches;
    private readonly long[] _ids;
    private readonly string[] _inputs;
    private readonly string[] _outputs;
    private readonly bool _tellsPlaces;

    public EncoderGraph(Bundle bundle, BundleVariant variant, OpenGraphs sessions)
    {
        var model = bundle.Manifest.Model;
        _inputs = variant.Vision is null ? [TensorNames.InputIds] : [TensorNames.InputIds, TensorNames.Patches];
        _outputs = CrossNames(model);
        _session = GraphFile.Open(bundle, variant.Encoder, sessions, _inputs, _outputs);
        _together = () => sessions.OpenTogether(variant.Encoder); // the same file
        _occupancy = sessions.Occupancy;
        foreach (var output in _outputs)
            GraphFile.Expect(
                bundle,
                variant.Encoder,
                _session.OutputMetadata[output],
                output,
                1,
                model.KvHeads,
                -1,
                model.HeadDim
            );
        if (_session.OutputMetadata.TryGetValue(TensorNames.Places, out var places))
        {
            GraphFile.Expect(bundle, variant.Encoder, places, TensorNames.Places, 1, -1, TensorNames.PlaceNumbers);
            _tellsPlaces = variant.Vision is not null;
        }
        if (_session.OutputMetadata.TryGetValue(TensorNames.Keypoints, out var keypoints))
        {
            const int withoutClocks = ScaleKeypoints.CountWithoutClocks * TensorNames.KeypointNumbers;
            var numbers = keypoints.Dimensions is [.., withoutClocks]
                ? withoutClocks
                : ScaleKeypoints.Count * TensorNames.KeypointNumbers;
            GraphFile.Expect(bundle, variant.Encoder, keypoints, TensorNames.Keypoints, 1, -1, numbers);
            TellsKeypoints = variant.Vision is not null;
            if (TellsKeypoints)
                _outputs = [.. _outputs, TensorNames.Keypoints];
        }
        _ids = GC.AllocateUninitializedArray<long>(model.MaxInputTokens, pinned: true);
        if (variant.Vision is not null)
            _noPatches = OrtValue.CreateAllocatedTensorValue(
                OrtAllocator.DefaultInstance,
                TensorElementType.Float,
                [1, 0, model.DModel]
            );
    }

    /// <summary>Names of the cross-attention tensors: key and value of layer 0, of layer 1, and so on.</summary>
    public static string[] CrossNames(ModelShape model) =>
        [
            .. Enumerable
                .Range(0, model.DecoderLayers)
                .SelectMany(layer =>
                    new[] { GraphFile.Of(TensorNames.CrossKey, layer), GraphFile.Of(TensorNames.CrossValue, layer) }
                ),
        ];

    /// <summary>
    /// Encodes patches and text into (1, KV heads, P + T, head size) per tensor of <see cref="CrossNames"/>, and behind
    /// these, where the graph tells them, the keypoints.
    /// </summary>
    /// <param name="patches">(1, P, D), or null without a frame.</param>
    /// <param name="ids">Text tokens, (T).</param>
    public IDisposableReadOnlyCollection<OrtValue> Run(OrtValue? patches, ReadOnlySpan<int> ids) =>
        Run(patches, ids, _outputs);

    public bool TellsKeypoints { get; }

    public OrtValue? Places(OrtValue patches, ReadOnlySpan<int> ids) =>
        _tellsPlaces ? Run(patches, ids, OnlyPlaces)[0] : null;

    private IDisposableReadOnlyCollection<OrtValue> Run(OrtValue? patches, ReadOnlySpan<int> ids, string[] outputs)
    {
        for (var i = 0; i < ids.Length; i++)
            _ids[i] = ids[i];
        using var text = OrtValue.CreateTensorValueFromMemory(
            OrtMemoryInfo.DefaultInstance,
            _ids.AsMemory(0, ids.Length),
            [1, ids.Length]
        );
        OrtValue[] values = _noPatches is null ? [text] : [text, patches ?? _noPatches];
        return SessionFor(patches, ids.Length).Run(_run, _inputs, values, outputs);
    }

    // All threads read a long input, unless others are at work: then each takes its share of the cores already.
    private InferenceSession SessionFor(OrtValue? patches, int text)
    {
        var length = text + (patches?.GetTensorTypeAndShape().Shape[1] ?? 0);
        return
            length >= ThreadPlan.LongInput
            && _occupancy.IsOne
            && _together() is { IsCompletedSuccessfully: true } together
            ? together.Result
            : _session;
    }

    public void Dispose()
    {
        _noPatches?.Dispose();
        _run.Dispose();
    }
}
