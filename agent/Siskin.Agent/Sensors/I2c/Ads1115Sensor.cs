using Iot.Device.Ads1115;

namespace Siskin.Agent.Sensors.I2c;

/// <summary>TI ADS1115, by the binding: its four inputs against ground, one conversion each, within 4.096 V.</summary>
internal sealed class Ads1115Sensor(SensorPort port) : SensorDriver
{
    public static readonly SensorKind Kind = new(
        "ads1115",
        "TI ADS1115",
        [0x48, 0x49, 0x4A, 0x4B],
        [
            new("voltage0", "V", -4.096, 4.096),
            new("voltage1", "V", -4.096, 4.096),
            new("voltage2", "V", -4.096, 4.096),
            new("voltage3", "V", -4.096, 4.096),
        ],
        port => new Ads1115Sensor(port)
    );

    private static readonly InputMultiplexer[] Inputs =
    [
        InputMultiplexer.AIN0,
        InputMultiplexer.AIN1,
        InputMultiplexer.AIN2,
        InputMultiplexer.AIN3,
    ];

    private readonly Ads1115 _chip = new(
        port.I2c,
        InputMultiplexer.AIN0,
        MeasuringRange.FS4096,
        DataRate.SPS128,
        DeviceMode.PowerDown
    );

    public override IReadOnlyList<double?> Read() =>
        [.. Inputs.Select(input => (double?)_chip.ReadVoltage(input).Volts)];
}
