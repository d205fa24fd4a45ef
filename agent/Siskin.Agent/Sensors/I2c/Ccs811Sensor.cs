using System.Buffers.Binary;

namespace Siskin.Agent.Sensors.I2c;

/// <summary>
/// ScioSense CCS811: equivalent carbon dioxide and organic compounds. Its binding always brings the GPIO controller
/// along, whose library reads structures in a way that cannot be trimmed, so its registers are read here.
/// </summary>
internal sealed class Ccs811Sensor : SensorDriver
{
    public static readonly SensorKind Kind = new(
        "ccs811",
        "ScioSense CCS811",
        [0x5A, 0x5B],
        [new("co2", "ppm", 400, 29_206), new("voc", "ppb", 0, 32_768)],
        port => new Ccs811Sensor(port)
    );

    private const byte Status = 0x00,
        Mode = 0x01,
        Result = 0x02,
        Identity = 0x20,
        Start = 0xF4;
    private const byte HasError = 0x01,
        HasData = 0x08,
        HasFirmware = 0x10,
        Runs = 0x80;
    private const byte EverySecond = 0x10;

    private readonly SensorPort _port;

    public Ccs811Sensor(SensorPort port)
    {
        _port = port;
        if (Register(Identity) != 0x81)
            throw new SensorFault("the chip at its address is no CCS811");
        if ((Register(Status) & HasFirmware) == 0)
            throw new SensorFault("it has no firmware");
        if ((Register(Status) & Runs) == 0)
            port.I2c.WriteByte(Start);
        Thread.Sleep(1); // until the firmware runs
        port.I2c.Write([Mode, EverySecond]);
    }

    public override IReadOnlyList<double?> Read()
    {
        Span<byte> answer = stackalloc byte[6];
        _port.I2c.WriteRead([Result], answer);
        var status = answer[4];
        if ((status & Runs) == 0)
            throw new SensorFault("it was restarted"); // opened anew, it measures again
        if ((status & HasError) != 0)
            throw new SensorFault($"it reports error 0x{answer[5]:x2}");
        return (status & HasData) == 0
            ? [null, null]
            : [BinaryPrimitives.ReadUInt16BigEndian(answer), BinaryPrimitives.ReadUInt16BigEndian(answer[2..])];
    }

    private byte Register(byte register)
    {
        Span<byte> value = stackalloc byte[1];
        _port.I2c.WriteRead([register], value);
        return value[0];
    }
}
