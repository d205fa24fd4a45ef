namespace Siskin.Runtime.Inference;

/// <summary>
/// A graph failed while it ran: the request was fine, but its answer is lost. The same request may succeed on another
/// provider.
/// </summary>
public sealed class InferenceException : Exception
{
    public InferenceException(string message)
        : base(message) { }

    public InferenceException(string message, Exception inner)
        : base(message, inner) { }
}
