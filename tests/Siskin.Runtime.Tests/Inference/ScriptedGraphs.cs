using Microsoft.ML.OnnxRuntime;
using Siskin.Runtime.Inference;

namespace Siskin.Runtime.Tests.Inference;

/// <summary>Graphs whose logits are given by what was put in so far; they count their steps.</summary>
/// <param name="vocabulary">Number of logits.</param>
/// <param name="goesBack">Whether an earlier position can be gone back to.</param>
/// <param name="logits">Of the tokens that were put in, the first one left out.</param>
internal sealed class ScriptedGraphs(int vocabulary, bool goesBack, Func<IReadOnlyList<int>, float[]> logits)
    : IModelGraphs
{
    private readonly List<int> _tokens = [];
    private float[] _logits = new float[vocabulary];
    private List<float[]> _rows = [];

    /// <summary>Steps, or passes of several tokens.</summary>
    public int Steps { get; private set; }

    /// <summary>The passes of several tokens.</summary>
    public List<(int Position, int Count)> Passes { get; } = [];

    public int MostTokens { get; init; } = Lookahead.Widest;

    public IVisionGraph? Vision => null;

    public ReadOnlySpan<float> Logits => _logits;

    public bool GoesBack => goesBack;

    public IDisposable Prefill(OrtValue? patches, ReadOnlySpan<int> ids, int length) =>
        throw new NotSupportedException("These graphs have their answer already.");

    public void Step(int token, int position)
    {
        if (position > _tokens.Count || (position < _tokens.Count && position > 0 && !goesBack))
            throw new InvalidOperationException($"Position {position} does not follow {_tokens.Count} tokens.");
        _tokens.RemoveRange(position, _tokens.Count - position);
        _tokens.Add(token);
        Steps++;
        _logits = logits([.. _tokens.Skip(1)]);
        _rows = [_logits];
    }

    public void Pass(ReadOnlySpan<int> tokens, int position)
    {
        var (steps, rows) = (Steps, new List<float[]>());
        for (var i = 0; i < tokens.Length; i++)
        {
            Step(tokens[i], position + i);
            rows.Add(_logits);
        }

        (_rows, _logits, Steps) = (rows, rows[0], steps + 1);
        Passes.Add((position, tokens.Length));
    }

    public ReadOnlySpan<float> LogitsAfter(int index) => _rows[index];

    public void Dispose() { }
}
