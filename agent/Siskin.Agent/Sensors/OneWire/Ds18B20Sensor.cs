using System.Globalization;

namespace Siskin.Agent.Sensors.OneWire;

/// <summary>
/// Maxim DS18B20 by the kernel's w1 driver: the file <c>w1_slave</c> has the nine bytes of the scratchpad, whether
/// their checksum is right, and the temperature. Reading it takes the conversion's 750 ms. The binding reads the same
/// file in a folder that it does not let choose, and does not tell the power-on value from a temperature.
/// </summary>
internal sealed class Ds18B20Sensor(SensorPort port) : SensorDriver
{
    public static readonly SensorKind Kind = new(
        "ds18b20",
        "Maxim DS18B20",
        [],
        [new("temp", "°C", -55, 125)],
        port => new Ds18B20Sensor(port)
    );

    // The scratchpad after power-on: 85 °C, and a sixth byte that a conversion changes.
    private const string PowerOnStart = "50 05";
    private const string PowerOnCount = "0c";

    public override IReadOnlyList<double?> Read()
    {
        if (!Directory.Exists(port.Folder))
            throw new SensorFault("it is not on the 1-wire bus");
        var lines = File.ReadAllLines(Path.Combine(port.Folder, "w1_slave"));
        if (lines.Length < 2 || !lines[0].EndsWith("YES", StringComparison.Ordinal))
            throw new SensorFault("the checksum (CRC) of its answer is wrong");
        var bytes = lines[0].Split(' ', StringSplitOptions.RemoveEmptyEntries);
        if (lines[0].StartsWith(PowerOnStart, StringComparison.Ordinal) && bytes.Length > 6 && bytes[6] == PowerOnCount)
            throw new SensorFault("it gives 85 °C, its value at power-on: it lost its supply before it measured");
        var equals = lines[1].LastIndexOf("t=", StringComparison.Ordinal);
        return
        [
            equals >= 0 && int.TryParse(lines[1].AsSpan(equals + 2), CultureInfo.InvariantCulture, out var milli)
                ? milli / 1_000.0
                : null,
        ];
    }
}
