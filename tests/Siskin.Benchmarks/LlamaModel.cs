using System.Diagnostics;

namespace Siskin.Benchmarks;

/// <summary>A decoder-only model in llama.cpp.</summary>
internal sealed class LlamaModel : IDisposable
{
    private readonly nint _model;
    private readonly nint _context;
    private readonly int _vocabulary;

    /// <param name="path">Its file.</param>
    /// <param name="vocabulary">Its tokens.</param>
    /// <param name="tokens">Longest input and output together.</param>
    /// <param name="threads">Threads that compute.</param>
    /// <param name="pool">Threads that stay, from <see cref="LlamaLibrary.Load"/>, or 0 for such as the library makes.</param>
    /// <exception cref="InvalidOperationException">It cannot be loaded.</exception>
    public LlamaModel(string path, int vocabulary, int tokens, int threads, nint pool)
    {
        _vocabulary = vocabulary;
        _model = LlamaLibrary.LoadModel(path, LlamaLibrary.DefaultModelOptions());
        var options = LlamaLibrary.DefaultContextOptions();
        options.Tokens = (uint)tokens;
        _context = _model == 0 ? 0 : LlamaLibrary.MakeContext(_model, options);
        if (_context == 0)
            throw new InvalidOperationException($"llama.cpp does not load {path}.");
        LlamaLibrary.SetThreads(_context, threads, threads);
        if (pool != 0)
            LlamaLibrary.AttachThreads(_context, pool, pool);
    }

    /// <summary>Weights.</summary>
    public ulong Weights => LlamaLibrary.CountWeights(_model);

    /// <summary>Bytes of the weights.</summary>
    public ulong Bytes => LlamaLibrary.CountBytes(_model);

    /// <summary>Answers, and tells how long that took.</summary>
    /// <param name="input">Tokens of the input.</param>
    /// <param name="output">Tokens of the answer, two or more.</param>
    public LlamaRound Answer(int input, int output)
    {
        LlamaLibrary.Clear(LlamaLibrary.Memory(_context), values: false);
        var asked = Enumerable.Range(0, input).Select(i => (i * 7919) % _vocabulary).ToArray();
        var begun = Stopwatch.GetTimestamp();
        var token = Next(asked);
        var first = Stopwatch.GetTimestamp();
        for (var i = 1; i < output; i++)
            token = Next([token]);
        return new LlamaRound(
            Stopwatch.GetElapsedTime(begun, first).TotalMilliseconds,
            Stopwatch.GetElapsedTime(first).TotalMilliseconds / (output - 1)
        );
    }

    public void Dispose()
    {
        LlamaLibrary.FreeContext(_context);
        LlamaLibrary.FreeModel(_model);
    }

    // The likeliest token behind these.
    private unsafe int Next(ReadOnlySpan<int> tokens)
    {
        fixed (int* given = tokens)
        {
            if (LlamaLibrary.Decode(_context, LlamaLibrary.BatchOf(given, tokens.Length)) != 0)
                throw new InvalidOperationException($"llama.cpp does not read {tokens.Length} tokens more.");
        }
        var logits = new ReadOnlySpan<float>(LlamaLibrary.Logits(_context, -1), _vocabulary);
        return System.Numerics.Tensors.TensorPrimitives.IndexOfMax(logits);
    }
}
