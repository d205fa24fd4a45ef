using Siskin.Agent.Sensors;

namespace Siskin.Agent.Configuration;

/// <param name="Interval">Time between two readings of a sensor.</param>
/// <param name="Sensors">The sensors that the agent reads itself.</param>
internal sealed record SensorsSection(TimeSpan Interval, IReadOnlyList<AttachedSensor> Sensors);
