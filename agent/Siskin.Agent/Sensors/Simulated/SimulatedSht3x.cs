using Siskin.Agent.Sensors.I2c;

namespace Siskin.Agent.Sensors.Simulated;

/// <summary>SHT3x: 23.5 °C and 45.6 % by the formulas of its data sheet.</summary>
internal sealed class SimulatedSht3x() : CommandChip(Crc8.Sensirion)
{
    protected override ushort[] Answer(int command) =>
        command switch
        {
            // Single shot, with and without clock stretching.
            0x2400 or 0x240B or 0x2416 or 0x2C06 or 0x2C0D or 0x2C10 =>
            [
                (ushort)Math.Round((23.5 + 45) / 175 * 65_535),
                (ushort)Math.Round(0.456 * 65_535),
            ],
            _ => [],
        };
}
