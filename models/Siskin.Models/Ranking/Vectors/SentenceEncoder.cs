using Microsoft.ML.OnnxRuntime;
using Microsoft.ML.OnnxRuntime.Tensors;

namespace Siskin.Models.Ranking.Vectors;

/// <summary>
/// A pretrained sentence encoder of the BERT family, as an ONNX graph: what words mean
/// before anything is learned of devices. Its output is the mean over the tokens of a text (Reimers and Gurevych 2019,
/// "Sentence-BERT").
/// </summary>
internal sealed class SentenceEncoder : IDisposable
{
    private const string First = "[CLS]";
    private const string Last = "[SEP]";
    private const int Batch = 128;

    private readonly InferenceSession _session;
    private readonly int _first;
    private readonly int _last;

    /// <param name="graph">ONNX: input_ids, attention_mask, token_type_ids; states of all tokens.</param>
    /// <param name="pieces">Its word pieces.</param>
    /// <exception cref="InvalidDataException">They do not belong together.</exception>
    public SentenceEncoder(string graph, WordPieces pieces)
    {
        (_first, _last) = (pieces.Number(First), pieces.Number(Last));
        using var options = new SessionOptions { IntraOpNumThreads = 1 };
        _session = new InferenceSession(graph, options);
        string[] wanted = ["input_ids", "attention_mask", "token_type_ids"];
        if (wanted.FirstOrDefault(name => !_session.InputMetadata.ContainsKey(name)) is { } missing)
            throw new InvalidDataException(
                $"{graph} has no input {missing}, but {string.Join(", ", _session.InputMetadata.Keys)}"
            );
    }

    /// <summary>The vectors of texts of some pieces each.</summary>
    public float[][] Vectors(IReadOnlyList<int[]> texts)
    {
        var vectors = new float[texts.Count][];
        foreach (var group in Enumerable.Range(0, texts.Count).GroupBy(i => texts[i].Length))
        foreach (var part in group.Chunk(Batch))
            Add(texts, part, vectors);
        return vectors;
    }

    /// <inheritdoc/>
    public void Dispose() => _session.Dispose();

    // Texts of one length.
    private void Add(IReadOnlyList<int[]> texts, int[] part, float[][] vectors)
    {
        var length = texts[part[0]].Length + 2;
        var ids = new DenseTensor<long>([part.Length, length]);
        var ones = new DenseTensor<long>([part.Length, length]);
        ones.Fill(1);
        for (var row = 0; row < part.Length; row++)
        {
            (ids[row, 0], ids[row, length - 1]) = (_first, _last);
            for (var i = 0; i < length - 2; i++)
                ids[row, i + 1] = texts[part[row]][i];
        }

        using var states = _session.Run([
            NamedOnnxValue.CreateFromTensor("input_ids", ids),
            NamedOnnxValue.CreateFromTensor("attention_mask", ones),
            NamedOnnxValue.CreateFromTensor("token_type_ids", new DenseTensor<long>([part.Length, length])),
        ]);
        var all = states[0].AsTensor<float>();
        var width = all.Dimensions[^1];
        for (var row = 0; row < part.Length; row++)
        {
            var vector = vectors[part[row]] = new float[width];
            for (var i = 0; i < length; i++)
            for (var at = 0; at < width; at++)
                vector[at] += all[row, i, at] / length;
        }
    }
}
