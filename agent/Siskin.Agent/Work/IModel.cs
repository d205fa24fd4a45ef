using Siskin.Runtime.Inference;

namespace Siskin.Agent.Work;

/// <summary>The loaded model that answers requests, one at a time.</summary>
internal interface IModel : IDisposable
{
    ModelCard Card { get; }

    /// <summary>
    /// Does once, before it matters, what makes a first request slow: loading libraries, touching memory.
    /// </summary>
    void WarmUp(CancellationToken cancellation);

    /// <summary>Answers or refuses one request; see <see cref="Responder.Answer"/>.</summary>
    ResponderResult Answer(ResponderRequest request, Action<string>? onText, CancellationToken cancellation);
}
