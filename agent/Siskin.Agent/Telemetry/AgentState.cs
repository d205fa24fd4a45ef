using Siskin.Agent.Wire;

namespace Siskin.Agent.Telemetry;

/// <summary>What the parts of a running agent say of themselves, read when somebody wants to know.</summary>
/// <param name="Queue">State of the request queue.</param>
/// <param name="Cache">What was not done twice.</param>
/// <param name="Link">State of the connection.</param>
/// <param name="Ledger">State of the ledger.</param>
/// <param name="Provider">Who answers.</param>
/// <param name="Watches">Counts of the watches.</param>
/// <param name="Readings">What each watch said last, by its name.</param>
/// <param name="Sensors">The device's own sensors.</param>
internal sealed record AgentState(
    Func<TelemetryQueue> Queue,
    Func<TelemetryCache> Cache,
    Func<TelemetryLink> Link,
    Func<TelemetryLedger> Ledger,
    Func<TelemetryProvider> Provider,
    Func<TelemetryWatches> Watches,
    Func<IReadOnlyDictionary<string, WatchMessage>> Readings,
    Func<IReadOnlyDictionary<string, TelemetrySensor>> Sensors
);
