using Iot.Device.Mcp9808;

namespace Siskin.Agent.Sensors.I2c;

/// <summary>Microchip MCP9808, by the binding.</summary>
internal sealed class Mcp9808Sensor(SensorPort port) : SensorDriver
{
    public static readonly SensorKind Kind = new(
        "mcp9808",
        "Microchip MCP9808",
        [0x18, 0x19, 0x1A, 0x1B, 0x1C, 0x1D, 0x1E, 0x1F],
        [new("temp", "°C", -40, 125)],
        port => new Mcp9808Sensor(port)
    );

    private readonly Mcp9808 _chip = new(port.I2c);

    public override IReadOnlyList<double?> Read() => [_chip.Temperature.DegreesCelsius];
}
