using Siskin.Runtime.Bundles;

namespace Siskin.Runtime.Inference;

/// <summary>
/// Greedy decoding: one decoder step per token until the end token, the limit or the deadline; fewer steps where tokens
/// can be foreseen.
/// </summary>
/// <param name="graphs">Compute the logits.</param>
/// <param name="model">The limits and special tokens.</param>
/// <param name="vocabulary">Tokens that have a text; logits beyond them are padding.</param>
/// <param name="time">For the deadline.</param>
/// <param name="furtherEnds">Tokens that end an answer beside the manifest's <c>eos_id</c>.</param>
/// <param name="lookahead">Foresees tokens; null: every token has a step of its own.</param>
internal sealed class Generator(
    IModelGraphs graphs,
    ModelShape model,
    int vocabulary,
    TimeProvider time,
    IReadOnlyList<int>? furtherEnds = null,
    Lookahead? lookahead = null
)
{
    private readonly TokenPicker _picker = new(
        vocabulary,
        [
            .. new[] { model.Tokens.Pad, model.Tokens.Bos, model.Tokens.Image, model.Tokens.Sensors }.Where(id =>
                id >= 0 && id < vocabulary
            ),
        ]
    );

    private readonly int[] _ends = [model.Tokens.Eos, .. furtherEnds ?? []];

    // The token that begins every answer, and the answer.
    private readonly int[] _sequence = [model.Tokens.Bos, .. new int[model.MaxOutputTokens]];

    /// <summary>Tokens of the last run, end token included.</summary>
    public ReadOnlySpan<int> Output => _sequence.AsSpan(1, Count);

    /// <summary>Number of tokens of the last run.</summary>
    public int Count { get; private set; }

    /// <summary>Product of the probabilities of the last run's tokens, among all that there are.</summary>
    public double Likelihood { get; private set; }

    /// <summary>When the last run's first token was there.</summary>
    public long FirstTokenAt { get; private set; }

    /// <summary>Decodes from what the decoder attends to. Allocates nothing per token.</summary>
    /// <param name="limits">Where to stop.</param>
    /// <param name="onToken">Called with every token but the end token, or null.</param>
    /// <param name="cancellation">Looked at before every step.</param>
    /// <exception cref="OperationCanceledException">Cancelled.</exception>
    /// <exception cref="InferenceException">The logits are not numbers.</exception>
    public FinishReason Run(in GenerationLimits limits, Action<int>? onToken, CancellationToken cancellation)
    {
        var pattern = limits.Pattern;
        pattern?.Begin();
        Count = 0;
        Likelihood = 1;
        while (Count < limits.MaxTokens)
        {
            cancellation.ThrowIfCancellationRequested();
            if (limits.Deadline is { } deadline && time.GetTimestamp() >= deadline)
                return FinishReason.Deadline;

            var candidates = Advance(pattern, limits.MaxTokens - Count);
            var right = 0;
            var goesOn = Take(limits, 0, onToken);
            while (goesOn && right < candidates.Tokens.Length && _sequence[Count] == candidates.Tokens[right])
                goesOn = Take(limits, ++right, onToken);
            if (!goesOn && right < candidates.Tokens.Length && _sequence[Count] == candidates.Tokens[right])
                right++; // the end was foreseen
            lookahead?.Judge(candidates, right);
            if (!goesOn)
                return FinishReason.Stop;
        }

        return FinishReason.Length;
    }

    // One step, or one pass of several tokens; none of them beyond the limit.
    private Candidates Advance(AnswerPattern? pattern, int limit)
    {
        if (lookahead is not null)
            return lookahead.Advance(_sequence.AsSpan(0, Count + 1), pattern, limit);
        graphs.Step(_sequence[Count], Count);
        return default;
    }

    // Takes the likeliest token behind one that was put in; whether the answer goes on.
    private bool Take(in GenerationLimits limits, int index, Action<int>? onToken)
    {
        var logits = lookahead is null ? graphs.Logits : lookahead.LogitsAfter(index);
        var token = Pick(logits[..vocabulary], limits.Pattern, out var probability);
        limits.Pattern?.Take(token);
        Likelihood *= probability;
        _sequence[++Count] = token;
        if (Count == 1)
            FirstTokenAt = time.GetTimestamp();
        if (_ends.AsSpan().Contains(token) && !limits.IgnoreEnd)
            return false;
        limits.Progress?.Invoke();
        onToken?.Invoke(token);
        return true;
    }

    private int Pick(ReadOnlySpan<float> logits, AnswerPattern? pattern, out double probability)
    {
        var token = pattern is null
            ? _picker.Pick(logits, out probability)
            : _picker.PickAmong(logits, pattern.Allowed, out probability);
        if (!double.IsFinite(probability))
            throw new InferenceException($"The decoder's logits are not numbers at token {Count + 1}.");
        return token;
    }
}

/// <summary>Where decoding stops.</summary>
/// <param name="MaxTokens">Most tokens, end token included; at most the model's own limit.</param>
/// <param name="Deadline">Timestamp after which no step starts, or null.</param>
/// <param name="Pattern">The forms that the answer may have, or null for any.</param>
/// <param name="IgnoreEnd">Decode on past the end token, for measurements.</param>
/// <param name="Progress">Called after every token but the end token, or null.</param>
internal readonly record struct GenerationLimits(
    int MaxTokens,
    long? Deadline,
    AnswerPattern? Pattern,
    bool IgnoreEnd,
    Action? Progress = null
);
