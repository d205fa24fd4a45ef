using Siskin.Agent.Configuration;
using Siskin.Agent.Wire;

namespace Siskin.Agent.Sensors;

/// <summary>
/// The sensors of this device, found anew at every reading, so that what is plugged in later is seen. Some take tens of
/// milliseconds to answer: nothing that must return at once reads them.
/// </summary>
/// <param name="root">Folder in which <c>sys</c> lies.</param>
/// <param name="i2c">Sensors on the I2C bus, or null for none.</param>
internal sealed class LocalSensors(string root, IReadOnlyList<I2cSection>? i2c = null)
{
    /// <summary>Every sensor of the device.</summary>
    public const string All = "#";

    /// <summary>
    /// Reads the sensors whose names match one of <paramref name="filters"/>, which are written like topic filters.
    /// Where several have the same name, all but the first get a number: <c>iio/bme280/temp_2</c>.
    /// </summary>
    public IReadOnlyList<SensorValue> Read(IReadOnlyList<string> filters)
    {
        if (filters.Count == 0)
            return [];
        var names = new HashSet<string>(StringComparer.Ordinal);
        var values = new List<SensorValue>();
        foreach (var value in ReadSources(filters))
        {
            var unique = value;
            for (var number = 2; !names.Add(unique.Name); number++)
                unique = value.Named($"{value.Name}_{number}");
            if (filters.Any(filter => TopicSyntax.Matches(filter, unique.Name)))
                values.Add(unique);
        }
        return values;
    }

    /// <summary>All of it as sensor text, one line each: <c>thermal/cpu-thermal 48.3 °C</c>.</summary>
    public static string TextOf(IEnumerable<SensorValue> values) =>
        string.Join('\n', values.Select(value => $"{value.Name} {value.Number} {value.Unit}".TrimEnd()));

    // Sources that no filter can mean are left alone: reading a sensor can be slow.
    private IEnumerable<SensorValue> ReadSources(IReadOnlyList<string> filters)
    {
        var first = filters.Select(filter => filter.Split('/')[0]).ToHashSet(StringComparer.Ordinal);
        bool Wanted(string source) => first.Contains("#") || first.Contains("+") || first.Contains(source);
        return (Wanted("iio") ? IioSensors.Read(root) : [])
            .Concat(Wanted("hwmon") ? HwmonSensors.Read(root) : [])
            .Concat(Wanted("thermal") ? ThermalZones.Read(root) : [])
            .Concat(Wanted("i2c") ? I2cSensors.Read(i2c ?? []) : []);
    }
}
