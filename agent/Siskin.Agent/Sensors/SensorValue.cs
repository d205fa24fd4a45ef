using System.Globalization;
using Siskin.Agent.Wire;

namespace Siskin.Agent.Sensors;

/// <summary>What a local sensor says now.</summary>
/// <param name="Name">
/// Where it is: <c>iio/DEVICE/CHANNEL</c>, <c>hwmon/CHIP/CHANNEL</c>, <c>thermal/ZONE</c>, <c>i2c/NAME/CHANNEL</c> or
/// <c>w1/NAME/CHANNEL</c>.
/// </param>
/// <param name="Value">The value in <paramref name="Unit"/>; NaN where it is missing.</param>
/// <param name="Unit">Unit, or an empty text where the kernel names none.</param>
internal sealed record SensorValue(string Name, double Value, string Unit)
{
    /// <summary>How long ago it was read, where it is not read on demand; null for a missing one.</summary>
    public TimeSpan? Age { get; init; }

    /// <summary>Why there is no value, or null.</summary>
    public string? Missing { get; init; }

    /// <summary>The value as it is written into sensor text.</summary>
    public string Number => Value.ToString("0.###", CultureInfo.InvariantCulture);

    /// <summary>Its line of sensor text; a missing one is named, so that its absence can be noticed.</summary>
    public string Line => Missing is null ? $"{Name} {Number} {Unit}".TrimEnd() : $"{Name} unavailable";

    /// <summary>The value under the name it has among others.</summary>
    public SensorValue Named(string name) => this with { Name = name };

    /// <summary>One level of a name, out of what a driver or a board file chose to call it.</summary>
    public static string Level(string text)
    {
        var level = string.Concat(
            text.Trim()
                .Take(48)
                .Select(c => char.IsAsciiLetterOrDigit(c) || "-_.".Contains(c) ? char.ToLowerInvariant(c) : '_')
        );
        return TopicSyntax.IsLevel(level) ? level : "unnamed";
    }
}
