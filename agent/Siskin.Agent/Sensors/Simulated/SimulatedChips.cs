namespace Siskin.Agent.Sensors.Simulated;

/// <summary>The simulated chip of each type of I2C sensor.</summary>
internal static class SimulatedChips
{
    /// <summary>A chip of that type, as after power-on.</summary>
    public static SimulatedChip Create(string type, TimeProvider time) =>
        type switch
        {
            "bme280" => new SimulatedBmx280(hasHumidity: true),
            "bmp280" => new SimulatedBmx280(hasHumidity: false),
            "bme680" => new SimulatedBme680(),
            "sht3x" => new SimulatedSht3x(),
            "sht4x" => new SimulatedSht4x(),
            "htu21" => new SimulatedHtu21(),
            "scd4x" => new SimulatedScd4x(),
            "ccs811" => new SimulatedCcs811(),
            "bh1750" => new SimulatedBh1750(time),
            "mcp9808" => new SimulatedMcp9808(),
            "lm75" => new SimulatedLm75(),
            "ads1115" => new SimulatedAds1115(),
            "ina219" => new SimulatedIna2xx(isIna226: false),
            "ina226" => new SimulatedIna2xx(isIna226: true),
            "vl53l0x" => new SimulatedVl53L0X(),
            _ => throw new ArgumentException($"There is no simulated chip of type {type}.", nameof(type)),
        };
}
