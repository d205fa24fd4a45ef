using System.Buffers.Binary;

namespace Siskin.Agent.Sensors.I2c;

/// <summary>
/// TE HTU21D, and SHT21 and Si7021, which answer the same commands. The bindings have no HTU21, and their Si7021 leaves
/// the checksum unread: its commands are given here.
/// </summary>
internal sealed class Htu21Sensor : SensorDriver
{
    public static readonly SensorKind Kind = new(
        "htu21",
        "TE HTU21D, Sensirion SHT21, Silicon Labs Si7021",
        [0x40],
        [new("temp", "°C", -40, 125), new("humidityrelative", "%", -6, 119)],
        port => new Htu21Sensor(port)
    );

    // Commands without holding the clock, so that a slow sensor does not hold the bus; and the longest conversions.
    private const byte Temperature = 0xF3,
        Humidity = 0xF5,
        SoftReset = 0xFE;
    private static readonly TimeSpan ResetTime = TimeSpan.FromMilliseconds(15);
    private static readonly TimeSpan TemperatureTime = TimeSpan.FromMilliseconds(50);
    private static readonly TimeSpan HumidityTime = TimeSpan.FromMilliseconds(20);

    private readonly SensorPort _port;

    public Htu21Sensor(SensorPort port)
    {
        _port = port;
        port.I2c.WriteByte(SoftReset);
        Thread.Sleep(ResetTime);
    }

    public override IReadOnlyList<double?> Read()
    {
        var temperature = -46.85 + (175.72 * Measure(Temperature, TemperatureTime) / 65_536);
        var humidity = -6 + (125.0 * Measure(Humidity, HumidityTime) / 65_536);
        return [temperature, Math.Clamp(humidity, 0, 100)]; // the formula runs a little over both ends
    }

    private int Measure(byte command, TimeSpan conversion)
    {
        Span<byte> answer = stackalloc byte[3];
        _port.I2c.WriteByte(command);
        Thread.Sleep(conversion);
        _port.I2c.Read(answer);
        Crc8.Check(answer, Crc8.Htu21);
        return BinaryPrimitives.ReadUInt16BigEndian(answer) & 0xFFFC; // the last two bits are status
    }
}
