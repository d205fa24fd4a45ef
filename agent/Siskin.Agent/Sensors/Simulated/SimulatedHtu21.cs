using Siskin.Agent.Sensors.I2c;

namespace Siskin.Agent.Sensors.Simulated;

/// <summary>
/// HTU21D with the example of its data sheet: 0x683A is 24.7 °C; 0x7C82, of which two bits are status, is 54.8 %.
/// </summary>
internal sealed class SimulatedHtu21() : CommandChip(Crc8.Htu21)
{
    protected override ushort[] Answer(int command) =>
        command switch
        {
            0xF3 => [0x683A],
            0xF5 => [0x7C82],
            _ => [],
        };
}
