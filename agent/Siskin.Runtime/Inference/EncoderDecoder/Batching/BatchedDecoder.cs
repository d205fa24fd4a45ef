using Microsoft.ML.OnnxRuntime;

namespace Siskin.Runtime.Inference.EncoderDecoder.Batching;

/// <summary>
/// A decoder whose steps are taken together with those of others over the same <see cref="DecoderBatch"/>, each on a
/// thread of its own: a step waits until all have their next token. Alone, it is as fast as any other decoder.
/// </summary>
/// <param name="batch">What they share; stays the caller's.</param>
internal sealed class BatchedDecoder(DecoderBatch batch) : IDecoderGraph
{
    private DecoderGraph? _alone; // whose logits count; null: those of a step with others
    private int _logitsRow;

    public ReadOnlySpan<float> Logits => _alone is null ? batch.LogitsOf(_logitsRow) : _alone.Logits;

    public bool GoesBack => true;

    public int MostTokens => batch.MostTokens;

    public bool IsShared => batch.IsShared;

    /// <summary>Called from time to time while it waits for others, or null.</summary>
    public Action? Waiting { get; set; }

    /// <summary>What the encoder made of the request, as <see cref="IEncoderGraph.Run"/> has it.</summary>
    internal IReadOnlyList<OrtValue> Cross { get; private set; } = [];

    /// <summary>Tokens of the encoder input.</summary>
    internal int InputLength { get; private set; }

    /// <summary>The row of its buffers; the batch's business, as all that follows.</summary>
    internal int Row { get; set; } = -1;

    /// <summary>Whether <see cref="Cross"/> was copied into the row.</summary>
    internal bool IsInRow { get; set; }

    /// <summary>The token that the next step puts in.</summary>
    internal int Token { get; private set; }

    /// <summary>Its index in the answer.</summary>
    internal int Position { get; private set; }

    /// <summary>Whether it waits for the step.</summary>
    internal bool Waits { get; set; }

    /// <summary>Why the last step failed, or null.</summary>
    internal Exception? Failure { get; set; }

    public ReadOnlySpan<float> LogitsAfter(int index) =>
        _alone is not null ? _alone.LogitsAfter(index)
        : index == 0 ? Logits
        : throw new ArgumentOutOfRangeException(nameof(index));

    public void Attend(IReadOnlyList<OrtValue> cross, int length)
    {
        (Cross, InputLength, IsInRow) = (cross, length, false);
        batch.Join(this);
    }

    public void Step(int token, int position)
    {
        (Token, Position) = (token, position);
        batch.Step(this);
    }

    public void Pass(ReadOnlySpan<int> tokens, int position) => batch.Pass(this, tokens, position);

    public void Finish()
    {
        batch.Leave(this);
        (Cross, Waiting) = ([], null);
    }

    public void Dispose() => batch.Leave(this);

    /// <summary>Takes note of whose logits are those of its last step.</summary>
    /// <param name="alone">The decoder that it ran by itself; null: it was a step with others.</param>
    internal void Ran(DecoderGraph? alone) => (_alone, _logitsRow) = (alone, Row);
}
