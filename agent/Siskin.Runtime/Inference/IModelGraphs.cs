using Microsoft.ML.OnnxRuntime;
using Siskin.Runtime.Bundles;
using Siskin.Runtime.Providers;

namespace Siskin.Runtime.Inference;

/// <summary>
/// The graphs of a variant and their buffers: what the engine asks of a model, whatever its family. A family is a
/// folder of its own here, a line in <see cref="ModelGraphs"/>, and what its manifest holds, <see
/// cref="Bundles.ModelFamily"/>.
/// </summary>
/// <remarks>
/// For one answer: <see cref="Vision"/> embeds the frame, <see cref="Prefill"/> reads the whole input, <see
/// cref="Step"/> yields one token after the other, and <see cref="Finish"/> says that it was the last. Where the
/// caches of that lie and how they grow is the family's own:
/// an encoder-decoder fills its cross-attention once and keeps a cache of the answer; a decoder-only model puts
/// the input into the cache that the answer goes on in, behind its <c>length</c>.
/// </remarks>
internal interface IModelGraphs : IDisposable
{
    /// <summary>Embeds frames; null for a text-only bundle.</summary>
    IVisionGraph? Vision { get; }

    /// <summary>Logits of the last step, (vocabulary); of a pass, those behind its first token.</summary>
    ReadOnlySpan<float> Logits { get; }

    /// <summary>Reads the input of an answer. What it returns is disposed of when the answer is done.</summary>
    /// <param name="patches">(1, P, D) from <see cref="IVisionGraph.Run"/>, or null without a frame.</param>
    /// <param name="ids">Text tokens, (T).</param>
    /// <param name="length">P + T.</param>
    IDisposable Prefill(OrtValue? patches, ReadOnlySpan<int> ids, int length);

    /// <summary>
    /// What every patch says about where the instrument is that the text asks for, (1, P, 5) as <see
    /// cref="Bundles.TensorNames"/> has it; null where the model says that in words. The caller disposes of it.
    /// </summary>
    /// <param name="patches">(1, P, D) from <see cref="IVisionGraph.Run"/>.</param>
    /// <param name="ids">Text tokens, (T).</param>
    OrtValue? Places(OrtValue patches, ReadOnlySpan<int> ids) => null;

    /// <summary>Whether <see cref="Keypoints"/> tells anything.</summary>
    bool TellsKeypoints => false;

    /// <summary>
    /// What every patch says about where the points of a scale are, (1, P, 12) as <see cref="Bundles.TensorNames"/> has
    /// it; null where the model does not tell it. It belongs to <paramref name="read"/>.
    /// </summary>
    /// <param name="read">What <see cref="Prefill"/> returned.</param>
    OrtValue? Keypoints(IDisposable read) => null;

    /// <summary>
    /// Whether a step may go back to an earlier position, from where another answer is computed; otherwise another
    /// answer starts from position 0.
    /// </summary>
    bool GoesBack { get; }

    /// <summary>
    /// Bytes of what <see cref="Prefill"/> returned, where it can be kept and answered from again; 0 where it cannot.
    /// </summary>
    long SizeOf(IDisposable read) => 0;

    /// <summary>Begins another answer from an input that was read before and is not disposed of.</summary>
    /// <param name="read">What <see cref="Prefill"/> returned, of which <see cref="SizeOf"/> is not 0.</param>
    /// <param name="length">P + T.</param>
    void Resume(IDisposable read, int length) => throw new NotSupportedException();

    /// <summary>
    /// Says before an answer what to call while it waits for others, or null; see <see cref="IsShared"/>.
    /// </summary>
    void Begin(Action? waiting) { }

    /// <summary>The answer is done, or given up, if there was one: nobody waits for its next token.</summary>
    void Finish() { }

    /// <summary>Answers that are decoded together at most, by so many of these; 1 where each is by itself.</summary>
    int Together => 1;

    /// <summary>
    /// Whether steps are shared with other answers just now. <see cref="Step"/> is then what all of them take together,
    /// and <see cref="Pass"/> what they wait for.
    /// </summary>
    bool IsShared => false;

    /// <summary>Further ones over the same graphs, for another thread.</summary>
    /// <param name="bundle">The bundle.</param>
    /// <param name="variant">The variant.</param>
    /// <param name="sessions">Has the graphs.</param>
    IModelGraphs Beside(Bundle bundle, BundleVariant variant, OpenGraphs sessions) =>
        ModelGraphs.Load(bundle, variant, sessions);

    /// <summary>Computes the logits after one token of the answer; allocates nothing.</summary>
    /// <param name="token">The token; the first one of an answer is the manifest's <c>bos_id</c>.</param>
    /// <param name="position">Its index in the answer, from 0; one behind the other, or back to an earlier one as far as
    /// <see cref="GoesBack"/>.</param>
    void Step(int token, int position);

    /// <summary>Most tokens that one pass takes; 1 where the graphs take one at a time.</summary>
    int MostTokens => 1;

    /// <summary>
    /// Computes the logits after each of several tokens of the answer in one pass; allocates nothing. As with <see
    /// cref="Step"/>, what an earlier pass put at these positions and behind them is gone.
    /// </summary>
    /// <param name="tokens">The tokens, at most <see cref="MostTokens"/>.</param>
    /// <param name="position">Index of the first one in the answer.</param>
    void Pass(ReadOnlySpan<int> tokens, int position)
    {
        if (tokens.Length != 1)
            throw new NotSupportedException("These graphs take one token at a time.");
        Step(tokens[0], position);
    }

    /// <summary>Logits behind a token of the last pass, (vocabulary).</summary>
    /// <param name="index">Index of the token in the pass.</param>
    ReadOnlySpan<float> LogitsAfter(int index) =>
        index == 0 ? Logits : throw new ArgumentOutOfRangeException(nameof(index));
}
