using Siskin.Runtime.Bundles;

namespace Siskin.Runtime.Inference;

/// <summary>
/// Speculative decoding by lookup: tokens that can be foreseen are put in behind the newest one, and one pass of the
/// decoder says what follows each of them. As far as they are what greedy decoding would have picked, their steps are
/// spared; what follows the first one that is not is forgotten. See Leviathan et al., 2023, and prompt lookup decoding
/// (Saxena, 2023).
/// </summary>
/// <remarks>
/// Every pass has an even number of tokens. The kernels that multiply quantized blocks take rows in pairs, and round a
/// row that is alone a little differently; in pairs, a row's bits do not depend on how many others are there. So an
/// answer and its likelihood do not depend on what was foreseen, or on how fast the machine was just then. See <see
/// cref="LookaheadTrial"/>. While other answers share the steps, nothing is looked ahead.
/// </remarks>
/// <param name="graphs">Compute the logits; they take <see cref="Widest"/> tokens.</param>
/// <param name="model">The limits and special tokens.</param>
/// <param name="counts">Counts what was foreseen.</param>
/// <param name="time">Measures the passes.</param>
internal sealed class Lookahead(IModelGraphs graphs, ModelShape model, LookaheadCounter counts, TimeProvider time)
{
    /// <summary>Most tokens of a pass. With more, multiplying takes longer than reading the weights.</summary>
    public const int Widest = 8;

    private readonly TokenLookup _lookup = new(model.Tokens);
    private readonly PassCosts _costs = new(Widest);
    private readonly AcceptanceRates _rates = new();
    private readonly int[] _tokens = new int[Widest];
    private int _first;

    /// <summary>Begins an answer.</summary>
    /// <param name="input">Text tokens of its input.</param>
    /// <param name="previous">An answer that it may resemble; empty where there is none.</param>
    public void Begin(ReadOnlySpan<int> input, ReadOnlySpan<int> previous) => _lookup.Begin(input, previous);

    /// <summary>Keeps an answer for those after it.</summary>
    public void Remember(ReadOnlySpan<int> answer) => _lookup.Remember(answer);

    /// <summary>Puts in the newest token of the answer and what may follow it.</summary>
    /// <param name="sequence">The answer so far, with the token that begins every answer.</param>
    /// <param name="pattern">What the answer must be like, or null.</param>
    /// <param name="limit">Most tokens that may still follow.</param>
    /// <returns>What was put in behind the newest token, valid until the next call.</returns>
    public Candidates Advance(ReadOnlySpan<int> sequence, AnswerPattern? pattern, int limit)
    {
        var position = sequence.Length - 1;
        if (graphs.IsShared)
            return AdvanceWithOthers(sequence);
        var room = model.MaxOutputTokens - position;
        if (room == 1)
            return AdvanceLast(sequence);
        _tokens[0] = sequence[^1];
        var most = Math.Min(Widest, room & ~1);
        var wanted = _tokens.AsSpan(1, Math.Min(most - 1, limit - 1));
        var forced = pattern?.Forced(wanted) ?? 0;
        var found = forced > 0 ? new FoundTokens(forced, default) : _lookup.Find(sequence, _rates, wanted);
        var width =
            forced > 0 ? Math.Min((forced + 2) & ~1, most)
            : found.Count > 0 ? _costs.Best(_rates.Of(found.Trace), (found.Count + 1) & ~1)
            : 2;
        var count = Math.Min(found.Count, width - 1);
        _tokens.AsSpan(count + 1, width - count - 1).Fill(sequence[^1]); // what follows these, nobody looks at
        var started = time.GetTimestamp();
        graphs.Pass(_tokens.AsSpan(0, width), position);
        _costs.Add(width, time.GetTimestamp() - started);
        _first = 0;
        return new Candidates(_tokens.AsSpan(1, count), forced > 0 ? null : found.Trace);
    }

    /// <summary>Logits behind the newest token, at index 0, or behind one of the candidates.</summary>
    public ReadOnlySpan<float> LogitsAfter(int index) => graphs.LogitsAfter(_first + index);

    /// <summary>Takes note of how many candidates were right, when it is known.</summary>
    /// <param name="candidates">What <see cref="Advance"/> returned.</param>
    /// <param name="right">So many of them, from the first one on.</param>
    public void Judge(in Candidates candidates, int right)
    {
        if (candidates.Tokens.IsEmpty)
            return;
        counts.Add(candidates.Tokens.Length, right);
        if (candidates.Trace is { } trace)
            _rates.Add(trace, candidates.Tokens.Length, right);
    }

    // A step of several answers has as many rows as one can have without taking much longer.
    private Candidates AdvanceWithOthers(ReadOnlySpan<int> sequence)
    {
        graphs.Step(sequence[^1], sequence.Length - 1);
        _first = 0;
        return default;
    }

    // There is no room behind the last position: the pair is the token before it and the last one.
    private Candidates AdvanceLast(ReadOnlySpan<int> sequence)
    {
        sequence[^2..].CopyTo(_tokens);
        graphs.Pass(_tokens.AsSpan(0, 2), sequence.Length - 2);
        _first = 1;
        return default;
    }
}

/// <summary>Tokens that may follow the newest one of an answer.</summary>
/// <param name="tokens">The tokens.</param>
/// <param name="trace">Where they were found; null where nothing else can follow.</param>
internal readonly ref struct Candidates(ReadOnlySpan<int> tokens, LookupTrace? trace)
{
    public ReadOnlySpan<int> Tokens { get; } = tokens;

    public LookupTrace? Trace { get; } = trace;
}
