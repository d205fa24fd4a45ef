using Microsoft.ML.OnnxRuntime;

namespace Siskin.Runtime.Inference.EncoderDecoder;

/// <summary>The decoder of a variant: one token in, logits out. Allocates nothing per token.</summary>
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

    /// <summary>Computes the logits after one token; fills <see cref="Logits"/>.</summary>
    /// <param name="token">The token.</param>
    /// <param name="position">Its index in the answer, from 0; each index once and in order.</param>
    void Step(int token, int position);
}
