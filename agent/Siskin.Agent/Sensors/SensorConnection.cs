using System.Device.I2c;
using Siskin.Agent.Sensors.I2c;

namespace Siskin.Agent.Sensors;

/// <summary>The way to one sensor.</summary>
/// <param name="port">What its driver uses.</param>
internal sealed class SensorConnection(SensorPort port) : IDisposable
{
    /// <summary>The way over the I2C bus.</summary>
    public static SensorConnection Over(I2cBus bus, AttachedSensor sensor, TimeProvider time)
    {
        var device = new GuardedI2cDevice(bus.CreateDevice(sensor.Address), sensor.Kind, time);
        return new SensorConnection(new SensorPort(device, "", sensor.ShuntOhm));
    }

    /// <summary>The way over the kernel's 1-wire driver.</summary>
    /// <param name="root">Folder in which <c>sys</c> lies.</param>
    /// <param name="sensor">The sensor.</param>
    public static SensorConnection OverOneWire(string root, AttachedSensor sensor) =>
        new(new SensorPort(null, Path.Combine(root, "sys/bus/w1/devices", sensor.Id!), sensor.ShuntOhm));

    public SensorPort Port => port;

    /// <summary>A reading begins.</summary>
    public void Begin() => (port.Device as GuardedI2cDevice)?.Begin();

    public void Dispose() => port.Device?.Dispose();
}
