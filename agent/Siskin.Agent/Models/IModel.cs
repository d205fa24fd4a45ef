using Siskin.Runtime.Inference;

namespace Siskin.Agent.Models;

/// <summary>
/// The loaded model that answers requests, <see cref="Lanes"/> at a time. Callers need every member: what wraps a model
/// passes each of them on.
/// </summary>
internal interface IModel : IDisposable
{
    /// <summary>What answers at present.</summary>
    ModelDescription Description { get; }

    /// <summary>How many requests it answers at once; never more are given to it.</summary>
    int Lanes { get; }

    /// <summary>What was not done twice so far.</summary>
    CacheCounts Cache { get; }

    /// <summary>
    /// Does once, before it matters, what makes a first request slow: loading libraries, touching memory.
    /// </summary>
    void WarmUp(CancellationToken cancellation);

    /// <summary>
    /// Answers or refuses one request; see <see cref="Responder.Answer"/>. An answer says who gave it.
    /// </summary>
    ResponderResult Answer(ResponderRequest request, Action<string>? onText, CancellationToken cancellation);
}
