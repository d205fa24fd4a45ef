using Siskin.Models.Architecture;
using Siskin.Models.Data;
using Siskin.Models.Export.Graphs;
using Siskin.Models.Export.Onnx;
using Siskin.Runtime.Bundles;
using Siskin.Runtime.Vision;

namespace Siskin.Models.Export.FixedShapes.Ranges;

/// <summary>
/// Runs samples through the float graphs of a variant, answers included, and notes the ranges of all values.
/// </summary>
internal sealed class CalibrationRunner : IDisposable
{
    private readonly StaticVariant _variant;
    private readonly ModelOptions _options;
    private readonly SpecialTokens _tokens;
    private readonly Dictionary<ModelProto, RangeRecorder> _recorders = [];

    public CalibrationRunner(StaticVariant variant, ModelOptions options, SpecialTokens tokens)
    {
        (_variant, _options, _tokens) = (variant, options, tokens);
    }

    /// <summary>What was seen so far.</summary>
    public RangeTable Ranges { get; } = new();

    /// <summary>Runs one sample; the decoder is given the expected answer.</summary>
    /// <returns>Logits of every position, (vocab) each; empty when the input is too long.</returns>
    public List<float[]> Run(EncodedSample sample)
    {
        var patches = sample.Rows * sample.Columns;
        var total = patches + sample.InputIds.Length;
        if (total > _options.MaxInputTokens)
            return [];
        var embedded = sample.Pixels is { } pixels ? See(pixels, sample.Rows, sample.Columns) : [];
        (var cross, var length) = Encode(embedded, patches, sample.InputIds);
        Ranges.Samples++;
        return Decode(cross, length, total, sample.AnswerIds);
    }

    public void Dispose()
    {
        foreach (var recorder in _recorders.Values)
            recorder.Dispose();
    }

    /// <summary>(3, rows x patch, columns x patch) -> (rows x columns, D)</summary>
    private float[] See(float[] pixels, int rows, int columns)
    {
        var bucket = Enumerable
            .Range(0, _variant.Plan.Canvases.Count)
            .First(i => rows <= _variant.Plan.Canvases[i].Rows && columns <= _variant.Plan.Canvases[i].Columns);
        (var canvasRows, var canvasColumns) = _variant.Plan.Canvases[bucket];
        var patch = _options.Vision!.PatchSize;
        var canvas = new float[3 * canvasRows * canvasColumns * patch * patch];
        FrameCanvas.Place(pixels, rows, columns, patch, (float)ConvStem.StandardizationEpsilon, canvasColumns, canvas);
        var floats = new Dictionary<string, float[]>
        {
            [TensorNames.Pixels] = canvas,
            [TensorNames.AreaRatio] = [(float)(canvasRows * canvasColumns) / (rows * columns)],
            [TensorNames.PatchMask] = Mask(1, inside: 0, outside: StaticGraphs.Masked),
        };
        for (var stage = 0; patch >> (stage + 1) > 0; stage++)
            floats[TensorName.OfLayer(TensorNames.FrameMask, stage)] = Mask(
                patch >> (stage + 1),
                inside: 1,
                outside: 0
            );
        var all = Recorder(_variant.Visions[bucket]).Run(floats, new Dictionary<string, int[]>())[TensorNames.Patches];
        var width = _options.DModel;
        return
        [
            .. Enumerable
                .Range(0, rows)
                .SelectMany(row => all.AsSpan(row * canvasColumns * width, columns * width).ToArray()),
        ];

        float[] Mask(int perPatch, float inside, float outside)
        {
            var mask = new float[canvasRows * canvasColumns * perPatch * perPatch];
            FrameCanvas.Mask(rows * perPatch, columns * perPatch, canvasColumns * perPatch, inside, outside, mask);
            return mask;
        }
    }

    private (Dictionary<string, float[]> Cross, int Length) Encode(float[] patches, int count, int[] ids)
    {
        var total = count + ids.Length;
        var bucket = Enumerable.Range(0, _variant.Plan.Lengths.Count).First(i => total <= _variant.Plan.Lengths[i]);
        var length = _variant.Plan.Lengths[bucket];
        var text = new int[length];
        Array.Fill(text, _tokens.Pad);
        text.AsSpan(0, count).Fill(_tokens.Image);
        ids.CopyTo(text, count);
        var integers = new Dictionary<string, int[]> { [TensorNames.InputIds] = text };
        var floats = new Dictionary<string, float[]> { [TensorNames.InputMask] = AttentionMask(length, 0, total) };
        if (_options.Vision is { } vision)
        {
            integers[TensorNames.PatchIds] =
            [
                .. Enumerable.Range(0, length).Select(i => i < count ? i : vision.MaxPatches),
            ];
            floats[TensorNames.Patches] = new float[(vision.MaxPatches + 1) * _options.DModel];
            patches.CopyTo(floats[TensorNames.Patches], 0);
        }

        return (Recorder(_variant.Encoders[bucket]).Run(floats, integers), length);
    }

    private List<float[]> Decode(Dictionary<string, float[]> cross, int length, int total, int[] answer)
    {
        var window = _options.MaxOutputTokens;
        var floats = new Dictionary<string, float[]>
        {
            [TensorNames.CrossMask] = AttentionMask(_options.MaxInputTokens, 0, total),
        };
        for (var i = 0; i < _options.DecoderLayers; i++)
        {
            (var key, var value) = (
                TensorName.OfLayer(TensorNames.CrossKey, i),
                TensorName.OfLayer(TensorNames.CrossValue, i)
            );
            floats[key] = Spread(cross[key], _options.KvHeads * _options.HeadDim, length, _options.MaxInputTokens);
            floats[value] = Spread(
                cross[value],
                _options.KvHeads,
                length * _options.HeadDim,
                _options.MaxInputTokens * _options.HeadDim
            );
            floats[TensorName.OfLayer(TensorNames.PastKey, i)] = new float[
                _options.KvHeads * _options.HeadDim * window
            ];
            floats[TensorName.OfLayer(TensorNames.PastValue, i)] = new float[
                _options.KvHeads * _options.HeadDim * window
            ];
        }

        var logits = new List<float[]>();
        int[] tokens = [_tokens.Bos, .. answer];
        for (var position = 0; position < Math.Min(tokens.Length - 1, window); position++)
        {
            floats[TensorNames.SelfMask] = AttentionMask(window, window - 1 - position, window);
            var step = Recorder(_variant.Decoder)
                .Run(
                    floats,
                    new Dictionary<string, int[]>
                    {
                        [TensorNames.Token] = [tokens[position]],
                        [TensorNames.Position] = [position],
                    }
                );
            logits.Add(step[TensorNames.Logits]);
            for (var i = 0; i < _options.DecoderLayers; i++)
            {
                floats[TensorName.OfLayer(TensorNames.PastKey, i)] = step[
                    TensorName.OfLayer(TensorNames.PresentKey, i)
                ];
                floats[TensorName.OfLayer(TensorNames.PastValue, i)] = step[
                    TensorName.OfLayer(TensorNames.PresentValue, i)
                ];
            }
        }

        return logits;
    }

    private RangeRecorder Recorder(ModelProto graph)
    {
        if (!_recorders.TryGetValue(graph, out var recorder))
            _recorders[graph] = recorder = new RangeRecorder(graph, Ranges);
        return recorder;
    }

    private static float[] AttentionMask(int length, int from, int to) =>
        [.. Enumerable.Range(0, length).Select(i => i >= from && i < to ? 0 : StaticGraphs.Masked)];

    private static float[] Spread(float[] values, int rows, int from, int to)
    {
        var spread = new float[rows * to];
        for (var row = 0; row < rows; row++)
            values.AsSpan(row * from, from).CopyTo(spread.AsSpan(row * to));
        return spread;
    }
}
