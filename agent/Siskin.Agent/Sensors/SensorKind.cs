using System.Device.I2c;

namespace Siskin.Agent.Sensors;

/// <summary>A kind of sensor that the agent reads itself, without a driver of the kernel.</summary>
/// <param name="Type">Its name in the configuration.</param>
/// <param name="Chip">Maker and chip, for people.</param>
/// <param name="Addresses">Addresses of 7 bits that the chip can have; none for a sensor on 1-wire.</param>
/// <param name="Quantities">What it measures.</param>
/// <param name="Open">Opens one; throws where it does not answer, or is another chip.</param>
internal sealed record SensorKind(
    string Type,
    string Chip,
    IReadOnlyList<int> Addresses,
    IReadOnlyList<Quantity> Quantities,
    Func<SensorPort, SensorDriver> Open
)
{
    /// <summary>
    /// Looks at the bytes of every read before the driver does, and throws a <see cref="SensorFault"/>.
    /// </summary>
    public ReadCheck? Check { get; init; }

    /// <summary>How long opening and reading may take together.</summary>
    public TimeSpan Limit { get; init; } = TimeSpan.FromSeconds(3);

    /// <summary>Whether it measures the voltage at a resistor that the configuration must know.</summary>
    public bool HasShunt { get; init; }

    public bool IsOneWire => Addresses.Count == 0;
}

/// <summary>Throws a <see cref="SensorFault"/> for bytes that no whole sensor sends.</summary>
internal delegate void ReadCheck(ReadOnlySpan<byte> read);

/// <summary>Where a sensor is reached.</summary>
/// <param name="Device">Its device on the I2C bus; null for 1-wire.</param>
/// <param name="Folder">Its folder below <c>/sys/bus/w1/devices</c>; empty for I2C.</param>
/// <param name="ShuntOhm">The resistor that a current flows through, in ohm.</param>
internal sealed record SensorPort(I2cDevice? Device, string Folder, double ShuntOhm)
{
    /// <summary>The device on the I2C bus.</summary>
    public I2cDevice I2c => Device ?? throw new InvalidOperationException("A sensor on 1-wire has no I2C device.");
}
