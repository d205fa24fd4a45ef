using Siskin.Runtime.Vision;

namespace Siskin.Runtime.Inference;

/// <summary>
/// Answers requests with an engine: prompt layout, frame, encoder once, greedy decoding. Not thread-safe: one request at a time.
/// </summary>
public sealed class Responder(InferenceEngine engine, FrameLimits limits, TimeProvider time)
{
    /// <summary>Answers one request.</summary>
    /// <param name="request">The question.</param>
    /// <param name="onText">Called with every new piece of the answer's text while it is decoded, or null.</param>
    /// <param name="cancellation">Looked at once per decoded token.</param>
    /// <returns>
    /// The answer, or a rejection: 400 no prompt or a damaged image, 408 deadline passed before the first token,
    /// 413 input or image too large, 415 unknown kind of image.
    /// </returns>
    /// <exception cref="OperationCanceledException">The request was cancelled.</exception>
    public ResponderResult Answer(ResponderRequest request, Action<string>? onText, CancellationToken cancellation) =>
        throw new NotImplementedException($"{engine} {limits} {time}");
}
