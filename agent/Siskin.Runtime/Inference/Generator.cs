using Siskin.Runtime.Bundles;

namespace Siskin.Runtime.Inference;

/// <summary>Greedy decoding: one decoder step per token until the end token, the limit or the deadline.</summary>
/// <param name="graphs">Compute the logits.</param>
/// <param name="model">The limits and special tokens.</param>
/// <param name="vocabulary">Tokens that have a text; logits beyond them are padding.</param>
/// <param name="time">For the deadline.</param>
/// <param name="furtherEnds">Tokens that end an answer beside the manifest's <c>eos_id</c>.</param>
internal sealed class Generator(
    IModelGraphs graphs,
    ModelShape model,
    int vocabulary,
    TimeProvider time,
    IReadOnlyList<int>? furtherEnds = null
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

    private readonly int[] _output = new int[model.MaxOutputTokens];

    /// <summary>Tokens of the last run, end token included.</summary>
    public ReadOnlySpan<int> Output => _output.AsSpan(0, Count);

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
        var token = model.Tokens.Bos;
        Count = 0;
        Likelihood = 1;
        while (Count < limits.MaxTokens)
        {
            cancellation.ThrowIfCancellationRequested();
            if (limits.Deadline is { } deadline && time.GetTimestamp() >= deadline)
                return FinishReason.Deadline;

            graphs.Step(token, Count);
            token = Pick(pattern, out var probability);
            pattern?.Take(token);
            Likelihood *= probability;
            _output[Count++] = token;
            if (Count == 1)
                FirstTokenAt = time.GetTimestamp();
            if (_ends.AsSpan().Contains(token) && !limits.IgnoreEnd)
                return FinishReason.Stop;
            limits.Progress?.Invoke();
            onToken?.Invoke(token);
        }

        return FinishReason.Length;
    }

    private int Pick(AnswerPattern? pattern, out double probability)
    {
        var logits = graphs.Logits[..vocabulary];
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
