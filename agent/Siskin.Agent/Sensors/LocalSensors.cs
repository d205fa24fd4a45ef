using Siskin.Agent.Wire;
using Siskin.Runtime;

namespace Siskin.Agent.Sensors;

/// <summary>
/// The sensors of this device. Those of the kernel are found anew at every reading, so that what is plugged in later is
/// seen; some take tens of milliseconds to answer, so nothing that must return at once reads them. Of the configured
/// ones the last values are taken.
/// </summary>
/// <param name="root">Folder in which <c>sys</c> lies.</param>
/// <param name="poller">The configured sensors, or null for none.</param>
internal sealed class LocalSensors(string root, SensorPoller? poller = null)
{
    /// <summary>Every sensor of the device.</summary>
    public const string All = "#";

    /// <summary>The sensor text of a request that stands for the sensors of the device.</summary>
    public const string Local = "local";

    /// <summary>
    /// Reads the sensors whose names match one of <paramref name="filters"/>, which are written like topic filters.
    /// Where several have the same name, all but the first get a number: <c>iio/bme280/temp_2</c>. Configured sensors
    /// that cannot be read are among them, as missing.
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

    /// <summary>What <see cref="Local"/> stands for now.</summary>
    /// <param name="text">All that the sensors say.</param>
    /// <returns>Why there is nothing to say.</returns>
    public Rejection? ReadAll(out string text)
    {
        var values = Read([All]);
        text = TextOf(values);
        return values.Any(value => value.Missing is null) ? null : new Rejection(400, Nothing(values));
    }

    /// <summary>
    /// All of it as sensor text, one line each: <c>thermal/cpu-thermal 48.3 °C</c>, <c>i2c/boiler/temp unavailable</c>.
    /// </summary>
    public static string TextOf(IEnumerable<SensorValue> values) =>
        string.Join('\n', values.Select(value => value.Line));

    private static string Nothing(IReadOnlyList<SensorValue> values) =>
        values.Count == 0
            ? "sensors is \"local\", but this device has none to read."
            : $"sensors is \"local\", but none can be read: {values[0].Name} is missing, {values[0].Missing}.";

    // Sources that no filter can mean are left alone: reading a sensor can be slow.
    private IEnumerable<SensorValue> ReadSources(IReadOnlyList<string> filters)
    {
        var first = filters.Select(filter => filter.Split('/')[0]).ToHashSet(StringComparer.Ordinal);
        bool Wanted(string source) => first.Contains("#") || first.Contains("+") || first.Contains(source);
        return (Wanted("iio") ? IioSensors.Read(root) : [])
            .Concat(Wanted("hwmon") ? HwmonSensors.Read(root) : [])
            .Concat(Wanted("thermal") ? ThermalZones.Read(root) : [])
            .Concat(Wanted("i2c") || Wanted("w1") ? poller?.Values ?? [] : []);
    }
}
