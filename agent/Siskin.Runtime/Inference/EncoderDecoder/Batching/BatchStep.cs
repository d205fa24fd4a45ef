using Microsoft.ML.OnnxRuntime;
using Siskin.Runtime.Bundles;

namespace Siskin.Runtime.Inference.EncoderDecoder.Batching;

/// <summary>
/// One step of the decoder for several answers, each in a row of its own: the buffers of all rows, and what is bound
/// for each number of rows. A step copies nothing but the inputs of answers that are new in their row.
/// </summary>
/// <remarks>
/// Rows come in pairs, the last one without an answer where their number is odd: see <see cref="Lookahead"/> about the
/// kernels. Inputs are padded to a multiple of <see cref="Padding"/> tokens, so that a longer one seldom means that all
/// are copied again.
/// </remarks>
internal sealed class BatchStep : IDisposable
{
    private const int Padding = 64;

    private readonly InferenceSession _session;
    private readonly ModelShape _model;
    private readonly RunOptions _run = new();
    private readonly string[] _crossNames;
    private readonly RowTensor[] _cross; // (B, KV heads, S, head size) each, S as of the longest input
    private readonly RowTensor[] _self; // (rows, KV heads, max_output_tokens, head size) each
    private readonly Binding?[] _bindings;
    private readonly long[] _tokens;
    private readonly int[] _positions;
    private readonly int[] _totalLength = GC.AllocateArray<int>(1, pinned: true);
    private readonly long[] _lengths;
    private readonly float[] _logits;
    private int _padded;

    /// <param name="session">The decoder graph; stays the caller's.</param>
    /// <param name="model">The network's sizes.</param>
    /// <param name="rows">Most answers of a step, an even number.</param>
    public BatchStep(InferenceSession session, ModelShape model, int rows)
    {
        (_session, _model) = (session, model);
        _crossNames = EncoderGraph.CrossNames(model);
        _cross = [.. _crossNames.Select(_ => new RowTensor(rows * CrossRow(model.MaxInputTokens)))];
        _self = [.. _crossNames.Select(_ => new RowTensor(rows * SelfRow))];
        _bindings = new Binding?[rows / 2];
        _tokens = GC.AllocateArray<long>(rows, pinned: true);
        _positions = GC.AllocateArray<int>(rows, pinned: true);
        _lengths = GC.AllocateArray<long>(rows, pinned: true);
        _logits = GC.AllocateArray<float>(rows * model.VocabSize, pinned: true);
    }

    private int SelfRow => _model.KvHeads * _model.MaxOutputTokens * _model.HeadDim;

    /// <summary>Logits of a row in the last step, (vocabulary).</summary>
    public ReadOnlySpan<float> LogitsOf(int row) => _logits.AsSpan(row * _model.VocabSize, _model.VocabSize);

    /// <summary>The self-attention buffers of one row, for its answer alone. The caller disposes of them.</summary>
    public KvCache CacheOf(int row) =>
        new(_model, _model.MaxOutputTokens, [.. _self.Select(tensor => View(tensor, row, 1))]);

    /// <summary>Takes an answer's self-attention to another row.</summary>
    /// <param name="from">The row that it has.</param>
    /// <param name="to">A row that nobody has.</param>
    /// <param name="tokens">So many tokens of it.</param>
    public void Move(int from, int to, int tokens)
    {
        var head = _model.MaxOutputTokens * _model.HeadDim;
        foreach (var tensor in _self)
        {
            var all = tensor.All;
            for (var i = 0; i < _model.KvHeads; i++)
                all.Slice((from * SelfRow) + (i * head), tokens * _model.HeadDim)
                    .CopyTo(all[((to * SelfRow) + (i * head))..]);
        }
    }

    /// <summary>Puts in the next token of every answer. They have the first rows, each its own.</summary>
    public void Run(List<BatchedDecoder> answers)
    {
        Pad(answers);
        var rows = (answers.Count + 1) & ~1;
        if (rows > answers.Count)
            (_tokens[rows - 1], _positions[rows - 1], _lengths[rows - 1]) = (_model.Tokens.Bos, 0, 1);
        var last = 0;
        foreach (var answer in answers)
        {
            if (!answer.IsInRow)
                CopyInput(answer);
            (_tokens[answer.Row], _positions[answer.Row]) = (answer.Token, answer.Position);
            _lengths[answer.Row] = answer.InputLength;
            last = Math.Max(last, answer.Position);
        }

        _totalLength[0] = last + 1;
        var binding = _bindings[(rows / 2) - 1] ??= Bind(rows);
        if (binding.Padded != _padded)
            binding.BindCross(_crossNames, _cross, [rows, _model.KvHeads, _padded, _model.HeadDim]);
        _session.RunWithBinding(_run, binding.Value);
    }

    public void Dispose()
    {
        foreach (var binding in _bindings)
            binding?.Dispose();
        foreach (var tensor in _cross.Concat(_self))
            tensor.Dispose();
        _run.Dispose();
    }

    private int CrossRow(int length) => _model.KvHeads * length * _model.HeadDim;

    // A length that is needed no more costs time in every step.
    private void Pad(List<BatchedDecoder> answers)
    {
        var longest = 1;
        foreach (var answer in answers)
            longest = Math.Max(longest, answer.InputLength);
        var padded = Math.Min((longest + Padding - 1) / Padding * Padding, _model.MaxInputTokens);
        if (padded == _padded)
            return;
        _padded = padded;
        foreach (var answer in answers)
            answer.IsInRow = false;
    }

    // What is behind it has no weight, and is 0: a number that is none would count even so.
    private void CopyInput(BatchedDecoder answer)
    {
        var (from, to) = (answer.InputLength * _model.HeadDim, _padded * _model.HeadDim);
        for (var i = 0; i < _cross.Length; i++)
        {
            var input = answer.Cross[i].GetTensorDataAsSpan<float>();
            var row = _cross[i].All[(answer.Row * CrossRow(_padded))..];
            for (var head = 0; head < _model.KvHeads; head++)
            {
                input.Slice(head * from, from).CopyTo(row[(head * to)..]);
                row.Slice(head * to + from, to - from).Clear();
            }
        }

        answer.IsInRow = true;
    }

    private Binding Bind(int rows)
    {
        var binding = new Binding(_session.CreateIoBinding());
        binding.Input(TensorNames.Token, Part(_tokens, rows, [rows, 1]));
        binding.Input(TensorNames.Position, Part(_positions, rows, [rows]));
        binding.Input(TensorNames.TotalLength, Part(_totalLength, 1, []));
        binding.Input(TensorNames.InputLengths, Part(_lengths, rows, [rows]));
        binding.Output(TensorNames.Logits, Part(_logits, rows * _model.VocabSize, [rows, 1, _model.VocabSize]));
        binding.Cache = new KvCache(_model, _model.MaxOutputTokens, [.. _self.Select(tensor => View(tensor, 0, rows))]);
        binding.Cache.BindTo(binding.Value);
        return binding;
    }

    private OrtValue View(RowTensor tensor, int first, int rows) =>
        tensor.View(first * SelfRow, rows, _model.KvHeads, _model.MaxOutputTokens, _model.HeadDim);

    private static OrtValue Part<T>(T[] values, int length, long[] shape)
        where T : unmanaged =>
        OrtValue.CreateTensorValueFromMemory(OrtMemoryInfo.DefaultInstance, values.AsMemory(0, length), shape);

    // What a step of so many rows touches.
    private sealed class Binding(OrtIoBinding value) : IDisposable
    {
        private readonly List<OrtValue> _values = [];
        private OrtValue[] _cross = [];

        public OrtIoBinding Value => value;

        /// <summary>The length of the inputs that are bound.</summary>
        public int Padded { get; private set; }

        public KvCache? Cache { get; set; }

        public void Input(string name, OrtValue tensor)
        {
            _values.Add(tensor);
            value.BindInput(name, tensor);
        }

        public void Output(string name, OrtValue tensor)
        {
            _values.Add(tensor);
            value.BindOutput(name, tensor);
        }

        public void BindCross(string[] names, RowTensor[] tensors, long[] shape)
        {
            var old = _cross;
            _cross = [.. tensors.Select(tensor => tensor.View(0, shape))];
            for (var i = 0; i < names.Length; i++)
                value.BindInput(names[i], _cross[i]);
            Padded = (int)shape[2];
            Array.ForEach(old, tensor => tensor.Dispose());
        }

        public void Dispose()
        {
            value.Dispose();
            Cache?.Dispose();
            foreach (var tensor in _values.Concat(_cross))
                tensor.Dispose();
        }
    }
}
