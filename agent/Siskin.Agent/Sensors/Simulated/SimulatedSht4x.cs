using Siskin.Agent.Sensors.I2c;

namespace Siskin.Agent.Sensors.Simulated;

/// <summary>SHT4x: 22.25 °C and 51 % by the formulas of its data sheet.</summary>
internal sealed class SimulatedSht4x() : CommandChip(Crc8.Sensirion)
{
    protected override ushort[] Answer(int command) =>
        command switch
        {
            0xFD or 0xF6 or 0xE0 => // measure with high, medium, low repeatability
            [(ushort)Math.Round((22.25 + 45) / 175 * 65_535), (ushort)Math.Round((51.0 + 6) / 125 * 65_535)],
            _ => [],
        };
}
