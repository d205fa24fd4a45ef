using Siskin.Agent.Telemetry;
using Siskin.Agent.Wire;

namespace Siskin.Agent.Tests.Harness;

/// <summary>What a test lets the parts of an agent say.</summary>
internal sealed class ScriptedState
{
    public ScriptedState() =>
        State = new AgentState(
            () => Queue,
            () => Cache,
            () => new TelemetryLink(2, 3, 4, 0),
            () => Ledger,
            () => Provider,
            () => new TelemetryWatches(10, 3, 2, 1, 5),
            () => Readings,
            () => Sensors
        );

    public AgentState State { get; }

    public TelemetryQueue Queue { get; set; } = new(1, 500, 7);

    public TelemetryCache Cache { get; set; } = new(1, 2, 3, 4, 500, 600) { Proposed = 9, Accepted = 6 };

    public TelemetryLedger Ledger { get; set; } = new("disk", null, 9, 1, 100);

    public TelemetryProvider Provider { get; set; } =
        new("cpu", "cpu-int8", null, new Dictionary<string, long>(), null);

    public Dictionary<string, WatchMessage> Readings { get; } = [];

    public Dictionary<string, TelemetrySensor> Sensors { get; } = [];
}
