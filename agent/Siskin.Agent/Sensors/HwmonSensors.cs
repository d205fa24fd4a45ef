using System.Text.RegularExpressions;

namespace Siskin.Agent.Sensors;

/// <summary>
/// Sensors of boards and chips (<c>/sys/class/hwmon</c>): temperatures, voltages, fans, currents, power, humidity. A
/// channel with a label goes by its label.
/// </summary>
internal static partial class HwmonSensors
{
    public static IEnumerable<SensorValue> Read(string root)
    {
        foreach (var folder in SysfsFile.Folders(Path.Combine(root, "sys/class/hwmon"), "hwmon"))
        {
            var chip = SysfsFile.ReadText(Path.Combine(folder, "name")) ?? Path.GetFileName(folder);
            foreach (var match in SysfsFile.Files(folder).Select(file => ValueFile().Match(file)))
            {
                if (!match.Success || SysfsFile.ReadNumber(Path.Combine(folder, match.Value)) is not { } value)
                    continue;
                var (unit, factor) = UnitOf(match.Groups["type"].Value);
                var channel = match.Groups["channel"].Value;
                var label = SysfsFile.ReadText(Path.Combine(folder, channel + "_label"));
                var name = string.IsNullOrEmpty(label) ? channel : label;
                yield return new SensorValue(
                    $"hwmon/{SensorValue.Level(chip)}/{SensorValue.Level(name)}",
                    value * factor,
                    unit
                );
            }
        }
    }

    private static (string Unit, double Factor) UnitOf(string type) =>
        type switch
        {
            "temp" => ("°C", 0.001),
            "in" => ("V", 0.001),
            "curr" => ("A", 0.001),
            "power" => ("W", 0.000_001),
            "humidity" => ("%", 0.001),
            _ => ("rpm", 1),
        };

    // Power meters give an average in place of an input.
    [GeneratedRegex(
        "^(?<channel>(?<type>temp|in|curr|power|humidity|fan)[0-9]+)_(input|average)$",
        RegexOptions.CultureInvariant
    )]
    private static partial Regex ValueFile();
}
