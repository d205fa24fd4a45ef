using Siskin.Agent.Wire;

namespace Siskin.Agent.Answering;

/// <summary>By what requests are judged when they come.</summary>
/// <param name="Reader">What a request may look like.</param>
/// <param name="Policy">Where replies may go.</param>
/// <param name="Deadline">Deadline of a request that carries none.</param>
/// <param name="Retention">How long a request without an expiry is recognised.</param>
internal sealed record RequestRules(RequestReader Reader, ReplyPolicy Policy, TimeSpan Deadline, TimeSpan Retention);
