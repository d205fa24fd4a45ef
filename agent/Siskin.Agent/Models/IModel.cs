using Siskin.Agent.Wire;
using Siskin.Runtime.Inference;

namespace Siskin.Agent.Models;

/// <summary>The loaded model that answers requests, one at a time.</summary>
internal interface IModel : IDisposable
{
    /// <summary>What answers at present.</summary>
    ModelDescription Description { get; }

    /// <summary>State of the NPU, or null for a model that never uses one.</summary>
    TelemetryNpu? Npu => null;

    /// <summary>Raised when <see cref="Description"/> changed, on any thread.</summary>
    event Action? Changed
    {
        add { }
        remove { }
    }

    /// <summary>
    /// Does once, before it matters, what makes a first request slow: loading libraries, touching memory.
    /// </summary>
    void WarmUp(CancellationToken cancellation);

    /// <summary>Answers or refuses one request; see <see cref="Responder.Answer"/>.</summary>
    ResponderResult Answer(ResponderRequest request, Action<string>? onText, CancellationToken cancellation);
}
