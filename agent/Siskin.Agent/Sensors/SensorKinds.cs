using Siskin.Agent.Sensors.I2c;
using Siskin.Agent.Sensors.OneWire;

namespace Siskin.Agent.Sensors;

/// <summary>Every kind of sensor that <c>[sensors] i2c</c> can name. A new one is a class and a line here.</summary>
internal static class SensorKinds
{
    public static readonly IReadOnlyList<SensorKind> All =
    [
        Bme280Sensor.Kind,
        Bmp280Sensor.Kind,
        Bme680Sensor.Kind,
        Sht3xSensor.Kind,
        Sht4xSensor.Kind,
        Htu21Sensor.Kind,
        Scd4xSensor.Kind,
        Ccs811Sensor.Kind,
        Bh1750Sensor.Kind,
        Mcp9808Sensor.Kind,
        Lm75Sensor.Kind,
        Ads1115Sensor.Kind,
        Ina219Sensor.Kind,
        Ina226Sensor.Kind,
        Vl53L0XSensor.Kind,
        Ds18B20Sensor.Kind,
    ];

    /// <summary>The kind of that name, or null.</summary>
    public static SensorKind? Find(string type) => All.FirstOrDefault(kind => kind.Type == type);
}
