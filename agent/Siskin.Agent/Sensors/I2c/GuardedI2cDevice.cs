using System.Device.I2c;

namespace Siskin.Agent.Sensors.I2c;

/// <summary>
/// A device on the bus that its driver cannot wait for endlessly, and whose answers are checked before the driver sees
/// them: bindings poll for a ready bit, and some take a wrong checksum for the last value.
/// </summary>
/// <param name="device">The device; disposed of with this.</param>
/// <param name="kind">Its limit and its check.</param>
/// <param name="time">Clock.</param>
internal sealed class GuardedI2cDevice(I2cDevice device, SensorKind kind, TimeProvider time) : I2cDevice
{
    private long _begun = time.GetTimestamp();

    public override I2cConnectionSettings ConnectionSettings => device.ConnectionSettings;

    /// <summary>A reading begins; it may take <see cref="SensorKind.Limit"/>.</summary>
    public void Begin() => _begun = time.GetTimestamp();

    public override void Read(Span<byte> buffer)
    {
        CheckTime();
        device.Read(buffer);
        kind.Check?.Invoke(buffer);
    }

    public override void Write(ReadOnlySpan<byte> buffer)
    {
        CheckTime();
        device.Write(buffer);
    }

    public override void WriteRead(ReadOnlySpan<byte> writeBuffer, Span<byte> readBuffer)
    {
        CheckTime();
        device.WriteRead(writeBuffer, readBuffer);
        kind.Check?.Invoke(readBuffer);
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
            device.Dispose();
        base.Dispose(disposing);
    }

    private void CheckTime()
    {
        if (time.GetElapsedTime(_begun) > kind.Limit)
            throw new SensorFault($"no complete answer within {kind.Limit.TotalSeconds} s");
    }
}
