using System.Buffers;
using System.Text.RegularExpressions;

namespace Siskin.Agent.Sensors;

/// <summary>
/// Sensors of the kernel's Industrial I/O subsystem, by its ABI (<c>Documentation/ABI/testing/sysfs-bus-iio</c>): a
/// channel gives a finished value in <c>in_CHANNEL_input</c>, or (raw + offset) x scale, where scale and offset may be
/// shared by all channels of a type.
/// </summary>
internal static partial class IioSensors
{
    private static readonly SearchValues<char> AfterType = SearchValues.Create("_-0123456789");

    public static IEnumerable<SensorValue> Read(string root)
    {
        foreach (var folder in SysfsFile.Folders(Path.Combine(root, "sys/bus/iio/devices"), "iio:device"))
        {
            var device = SysfsFile.ReadText(Path.Combine(folder, "name")) ?? Path.GetFileName(folder);
            foreach (var channel in ChannelsOf(folder))
            {
                if (ReadChannel(folder, channel) is not { } value)
                    continue;
                var (unit, factor) = UnitOf(channel);
                var label = SysfsFile.ReadText(Path.Combine(folder, $"in_{channel}_label"));
                var name = string.IsNullOrEmpty(label) ? channel : label;
                yield return new SensorValue(
                    $"iio/{SensorValue.Level(device)}/{SensorValue.Level(name)}",
                    value * factor,
                    unit
                );
            }
        }
    }

    private static IEnumerable<string> ChannelsOf(string folder) =>
        SysfsFile
            .Files(folder)
            .Select(file => ValueFile().Match(file))
            .Where(match => match.Success)
            .Select(match => match.Groups["channel"].Value)
            .Distinct();

    private static double? ReadChannel(string folder, string channel)
    {
        if (SysfsFile.ReadNumber(Path.Combine(folder, $"in_{channel}_input")) is { } finished)
            return finished;
        if (SysfsFile.ReadNumber(Path.Combine(folder, $"in_{channel}_raw")) is not { } raw)
            return null;
        return (raw + (Shared(folder, channel, "offset") ?? 0)) * (Shared(folder, channel, "scale") ?? 1);
    }

    /// <summary>An attribute of the channel, or else of its type: in_voltage0_scale, in_voltage_scale.</summary>
    private static double? Shared(string folder, string channel, string attribute) =>
        SysfsFile.ReadNumber(Path.Combine(folder, $"in_{channel}_{attribute}"))
        ?? SysfsFile.ReadNumber(Path.Combine(folder, $"in_{Numbers().Replace(channel, "")}_{attribute}"))
        ?? SysfsFile.ReadNumber(Path.Combine(folder, $"in_{TypeOf(channel)}_{attribute}"));

    // temp, temp_ambient -> temp; voltage0, voltage0-voltage1 -> voltage; accel_x -> accel
    private static string TypeOf(string channel) =>
        channel[..(channel.AsSpan().IndexOfAny(AfterType) is >= 0 and var end ? end : channel.Length)];

    /// <summary>The unit that people use, and what the ABI's value is multiplied by to get there.</summary>
    private static (string Unit, double Factor) UnitOf(string channel) =>
        TypeOf(channel) switch
        {
            "temp" => ("°C", 0.001),
            "humidityrelative" => ("%", 0.001),
            "pressure" => ("kPa", 1),
            "illuminance" => ("lx", 1),
            "voltage" or "altvoltage" => ("V", 0.001),
            "current" => ("A", 0.001),
            "power" => ("W", 0.001),
            "energy" => ("J", 1),
            "resistance" => ("ohm", 1),
            "capacitance" => ("nF", 1),
            "accel" => ("m/s2", 1),
            "anglvel" => ("rad/s", 1),
            "magn" => ("G", 1),
            "concentration" => ("%", 1),
            "distance" => ("m", 1),
            _ => ("", 1),
        };

    [GeneratedRegex("^in_(?<channel>[a-z].*)_(raw|input)$", RegexOptions.CultureInvariant)]
    private static partial Regex ValueFile();

    [GeneratedRegex("[0-9]+", RegexOptions.CultureInvariant)]
    private static partial Regex Numbers();
}
