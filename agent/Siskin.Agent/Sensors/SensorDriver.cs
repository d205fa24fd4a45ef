namespace Siskin.Agent.Sensors;

/// <summary>
/// One sensor as it is wired: opened when the sensor is first read, kept as long as that goes well, opened anew after a
/// fault. Used by one thread at a time; the device belongs to its <see cref="SensorConnection"/>.
/// </summary>
internal abstract class SensorDriver
{
    /// <summary>
    /// Measures, in the order of <see cref="SensorKind.Quantities"/>; null or NaN for what the sensor does not give
    /// now. Every exception means that it could not be read.
    /// </summary>
    public abstract IReadOnlyList<double?> Read();
}
