using static TorchSharp.torch;

namespace Siskin.Models.Architecture;

/// <summary>
/// A batch of inputs that a network has read, and from which several answers are computed. Its tensors live as long as
/// the dispose scope in which it was made.
/// </summary>
public abstract class ReadInput
{
    /// <summary>Logits of every next token of answers that are known.</summary>
    /// <param name="answerIds">(B, U) int64, beginning with the token that begins an answer</param>
    /// <returns>(B, U, vocab)</returns>
    public abstract Tensor Logits(Tensor answerIds);

    /// <summary>
    /// What every patch of the frames says about where the instrument is, <see cref="PlaceHead"/>; null where the
    /// network does not tell it apart from its answers.
    /// </summary>
    /// <param name="patches">P, patches of a frame.</param>
    /// <returns>(B, P, 5)</returns>
    public virtual Tensor? Places(long patches) => null;

    /// <summary>
    /// What every patch of the frames says about where the points of a scale are, <see cref="KeypointHead"/>; null where
    /// the network does not tell it.
    /// </summary>
    /// <param name="patches">P, patches of a frame.</param>
    /// <returns>(B, P, 12)</returns>
    public virtual Tensor? Keypoints(long patches) => null;

    /// <summary>
    /// Some of the inputs, any of them several times, to be answered in different ways; null where the network would
    /// have to read them anew.
    /// </summary>
    /// <param name="rows">(N) int64, indices of the batch</param>
    public virtual ReadInput? Rows(Tensor rows) => null;

    /// <summary>Begins answers that are written token by token.</summary>
    public abstract IAnswerSteps Begin();
}

/// <summary>Answers that are written token by token.</summary>
public interface IAnswerSteps : IDisposable
{
    /// <summary>Logits behind one more token of each answer.</summary>
    /// <param name="ids">(B, 1) int64</param>
    /// <returns>(B, vocab)</returns>
    Tensor Append(Tensor ids);
}
