using Siskin.Agent.Sensors.I2c;

namespace Siskin.Agent.Sensors.Simulated;

/// <summary>SCD4x, once it was told to measure: 812 ppm, 24.1 °C and 37.5 %, always ready.</summary>
internal sealed class SimulatedScd4x() : CommandChip(Crc8.Sensirion)
{
    private bool _measures;

    protected override ushort[] Answer(int command)
    {
        switch (command)
        {
            case 0x21B1: // start periodic measurement
                _measures = true;
                return [];
            case 0x3F86: // stop it
                _measures = false;
                return [];
            case 0xE4B8: // data ready: any of the lower 11 bits
                return [_measures ? (ushort)0x8006 : (ushort)0x8000];
            case 0xEC05 when _measures:
                return [812, (ushort)Math.Round((24.1 + 45) / 175 * 65_535), (ushort)Math.Round(0.375 * 65_535)];
            default:
                return [];
        }
    }
}
