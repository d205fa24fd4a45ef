using System.Globalization;
using System.Text.RegularExpressions;

namespace Siskin.Agent.Sensors;

/// <summary>Why a sensor could not be read, in words for whoever wired it.</summary>
internal static partial class SensorReason
{
    private const int LongestReason = 200;

    public static string Of(Exception fault, AttachedSensor sensor)
    {
        var number = Number().Match(fault.Message);
        if (fault is not IOException || !number.Success)
            return OneLine(fault.Message);
        // System.Device says the kernel's error number.
        return int.Parse(number.Groups[1].Value, CultureInfo.InvariantCulture) switch
        {
            2 or 6 when fault.Message.Contains("/dev/", StringComparison.Ordinal) =>
                $"there is no bus {sensor.Bus}: /dev/i2c-{sensor.Bus} is missing",
            1 or 13 => $"/dev/i2c-{sensor.Bus} may not be opened: the service needs DeviceAllow and the group i2c",
            6 or 121 => $"nothing acknowledges {sensor.Place}",
            110 => $"bus {sensor.Bus} hangs: a line is held low",
            16 => $"a kernel driver has {sensor.Place}; read it as iio or hwmon",
            _ => OneLine(fault.Message),
        };
    }

    private static string OneLine(string message)
    {
        var line = string.Concat(message.Select(c => char.IsControl(c) ? ' ' : c)).Trim().TrimEnd('.');
        return line.Length > LongestReason ? line[..LongestReason] : line;
    }

    [GeneratedRegex("Error ([0-9]{1,3})\\b", RegexOptions.CultureInvariant)]
    private static partial Regex Number();
}
