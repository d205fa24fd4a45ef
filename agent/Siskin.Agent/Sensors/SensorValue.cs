using System.Globalization;
using Siskin.Agent.Wire;

namespace Siskin.Agent.Sensors;

/// <summary>What a local sensor says now.</summary>
/// <param name="Name">
/// Where it is: <c>iio/DEVICE/CHANNEL</c>, <c>hwmon/CHIP/CHANNEL</c> or <c>thermal/ZONE</c>.
/// </param>
/// <param name="Value">The value in <paramref name="Unit"/>.</param>
/// <param name="Unit">Unit, or an empty text where the kernel names none.</param>
internal sealed record SensorValue(string Name, double Value, string Unit)
{
    /// <summary>The value as it is written into sensor text.</summary>
    public string Number => Value.ToString("0.###", CultureInfo.InvariantCulture);

    /// <summary>The value under the name it has among others.</summary>
    public SensorValue Named(string name) => this with { Name = name };

    /// <summary>One level of a name, out of what a driver or a board file chose to call it.</summary>
    public static string Level(string text)
    {
        var level = string.Concat(text.Trim().Take(48).Select(c => char.IsAsciiLetterOrDigit(c) || "-_.".Contains(c)
            ? char.ToLowerInvariant(c) : '_'));
        return TopicSyntax.IsLevel(level) ? level : "unnamed";
    }
}
