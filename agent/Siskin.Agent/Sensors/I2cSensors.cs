using Siskin.Agent.Configuration;

namespace Siskin.Agent.Sensors;

/// <summary>
/// Sensors on the I2C bus that no kernel driver reads, by the drivers of <c>Iot.Device.Bindings</c>: BME280 by Bosch
/// (temperature, pressure, relative humidity). Only in builds with <c>-p:IotSensors=true</c>.
/// </summary>
internal static class I2cSensors
{
#if IOT_SENSORS
    /// <summary>Whether this build has them.</summary>
    public const bool Built = true;

    /// <summary>Reads every configured sensor; one that does not answer is left out.</summary>
    public static IEnumerable<SensorValue> Read(IReadOnlyList<I2cSection> sensors) => sensors.SelectMany(ReadOne);

    private static IReadOnlyList<SensorValue> ReadOne(I2cSection sensor)
    {
        try
        {
            using var device = System.Device.I2c.I2cDevice.Create(new(sensor.Bus, sensor.Address));
            using var bme280 = new Iot.Device.Bmxx80.Bme280(device);
            var reading = bme280.Read();
            var values = new List<SensorValue>(3);
            Add("temp", reading.Temperature?.DegreesCelsius, "°C");
            Add("pressure", reading.Pressure?.Kilopascals, "kPa");
            Add("humidityrelative", reading.Humidity?.Percent, "%");
            return values;

            void Add(string channel, double? value, string unit)
            {
                if (value is { } known && double.IsFinite(known))
                    values.Add(new SensorValue($"i2c/{sensor.Kind}/{channel}", known, unit));
            }
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or InvalidOperationException)
        {
            return []; // as with the sensors of the kernel: an unplugged one is no fault of the agent
        }
    }
#else
    /// <summary>Whether this build has them.</summary>
    public const bool Built = false;

    /// <summary>Reads nothing in this build.</summary>
    public static IEnumerable<SensorValue> Read(IReadOnlyList<I2cSection> sensors) =>
        sensors.Count == 0 ? [] : throw new NotSupportedException("This build has no I2C sensors.");
#endif
}
