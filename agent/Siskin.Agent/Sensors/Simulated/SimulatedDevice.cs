using System.Device.I2c;

namespace Siskin.Agent.Sensors.Simulated;

/// <summary>What goes wrong at a simulated device.</summary>
internal enum SimulatedFault
{
    None,

    /// <summary>Unplugged: nothing acknowledges.</summary>
    Nack,

    /// <summary>Noise on the wires: one bit of every answer's end is turned.</summary>
    Crc,

    /// <summary>A line is held low, and the call does not return.</summary>
    Hang,

    /// <summary>The data line is always high: every bit is read as one.</summary>
    High,
}

/// <summary>A chip on the simulated bus.</summary>
internal sealed class SimulatedDevice(SimulatedBus bus, int address, SimulatedChip chip) : I2cDevice
{
    public override I2cConnectionSettings ConnectionSettings { get; } = new(SimulatedBus.Number, address);

    public override void Read(Span<byte> buffer)
    {
        Fail();
        chip.Read(buffer);
        if (bus.FaultOf(address) == SimulatedFault.Crc)
            buffer[^1] ^= 0x10;
        else if (bus.FaultOf(address) == SimulatedFault.High)
            buffer.Fill(0xFF);
    }

    public override void Write(ReadOnlySpan<byte> buffer)
    {
        Fail();
        chip.Write(buffer);
    }

    public override void WriteRead(ReadOnlySpan<byte> writeBuffer, Span<byte> readBuffer)
    {
        Write(writeBuffer);
        Read(readBuffer);
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
            bus.RemoveDevice(address);
        base.Dispose(disposing);
    }

    private void Fail()
    {
        if (bus.FaultOf(address) == SimulatedFault.Nack)
            throw new IOException("Error 121 performing I2C data transfer.");
        if (bus.FaultOf(address) == SimulatedFault.Hang)
            bus.WaitForRelease();
    }
}
