using Microsoft.ML.OnnxRuntime;

namespace Siskin.Runtime.Inference.EncoderDecoder;

/// <summary>The decoder of a variant: tokens in, logits out. Allocates nothing per token.</summary>
internal interface IDecoderGraph : IDisposable
{
    /// <summary>Logits of the last step, (vocabulary).</summary>
    ReadOnlySpan<float> Logits { get; }

    /// <summary>
    /// Starts an answer from what the encoder made of the request; it must live until the answer is done.
    /// </summary>
    /// <param name="cross">In the order of <see cref="IEncoderGraph.Run"/>.</param>
    /// <param name="length">Tokens of the encoder input, patches included.</param>
    void Attend(IReadOnlyList<OrtValue> cross, int length);

    /// <summary>See <see cref="IModelGraphs.Finish"/>.</summary>
    void Finish() { }

    /// <summary>See <see cref="IModelGraphs.IsShared"/>.</summary>
    bool IsShared => false;

    /// <summary>Whether <see cref="Step"/> may go back to any earlier position; otherwise to 0 only.</summary>
    bool GoesBack { get; }

    /// <summary>Computes the logits after one token; fills <see cref="Logits"/>.</summary>
    /// <param name="token">The token.</param>
    /// <param name="position">Its index in the answer, from 0; one behind the other, or back to an earlier one as far as
    /// <see cref="GoesBack"/>.</param>
    void Step(int token, int position);

    /// <summary>Most tokens that <see cref="Pass"/> takes.</summary>
    int MostTokens => 1;

    /// <summary>Computes the logits after each of several tokens; see <see cref="IModelGraphs.Pass"/>.</summary>
    void Pass(ReadOnlySpan<int> tokens, int position)
    {
        if (tokens.Length != 1)
            throw new NotSupportedException("This graph takes one token at a time.");
        Step(tokens[0], position);
    }

    /// <summary>Logits behind a token of the last pass, (vocabulary).</summary>
    ReadOnlySpan<float> LogitsAfter(int index) =>
        index == 0 ? Logits : throw new ArgumentOutOfRangeException(nameof(index));
}
