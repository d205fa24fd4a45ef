using Microsoft.Extensions.Logging;

namespace Siskin.Agent.Sensors;

/// <summary>Log lines of the device's own sensors, events 350 to 359. No line carries what a sensor says.</summary>
internal static partial class SensorLog
{
    [LoggerMessage(350, LogLevel.Warning, "Sensor {Sensor} is missing: {Reason}.")]
    public static partial void SensorMissing(this ILogger log, string sensor, string reason);

    [LoggerMessage(351, LogLevel.Information, "Sensor {Sensor} is back.")]
    public static partial void SensorBack(this ILogger log, string sensor);

    [LoggerMessage(352, LogLevel.Warning, "The I2C bus is simulated: what its sensors say is made up.")]
    public static partial void SimulatedBus(this ILogger log);
}
