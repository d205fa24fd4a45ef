using Microsoft.Extensions.Logging;
using Siskin.Agent.Configuration;
using Siskin.Agent.Models;
using Siskin.Agent.Sensors;
using Siskin.Agent.Supervision;
using Siskin.Agent.Wire;
using Siskin.Runtime.Vision;

namespace Siskin.Agent.Watches;

/// <summary>What all watches share.</summary>
/// <param name="Model">The model, when requests do not need it.</param>
/// <param name="Busy">Whether requests wait.</param>
/// <param name="Sensors">The device's own sensors.</param>
/// <param name="Limits">What a question may weigh and take.</param>
/// <param name="Store">Keeps the states on disk.</param>
/// <param name="Publish">Takes the messages.</param>
/// <param name="Counts">What happened.</param>
/// <param name="Pulse">Beats while watches are read and waited for.</param>
/// <param name="Time">Clock.</param>
/// <param name="Log">Log.</param>
internal sealed record WatchSurroundings(
    SharedModel Model,
    Func<bool> Busy,
    LocalSensors Sensors,
    LimitsSection Limits,
    WatchStore Store,
    Action<OutgoingMessage> Publish,
    WatchCounts Counts,
    Pulse Pulse,
    TimeProvider Time,
    ILogger Log
)
{
    /// <summary>What a frame may cost to decode.</summary>
    public FrameLimits FrameLimits { get; } = new(Limits.Pixels);
}
