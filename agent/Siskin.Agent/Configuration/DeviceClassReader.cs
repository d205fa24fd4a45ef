using Siskin.Agent.Wire;

namespace Siskin.Agent.Configuration;

/// <summary>
/// Reads unit and device class of a watch by Home Assistant's own rules. What it would drop is a mistake that a check
/// refuses; an agent that starts with it leaves the class out, so that Home Assistant has the value all the same.
/// </summary>
internal static class DeviceClassReader
{
    /// <summary>The device class, or null where there is none, or it cannot be used.</summary>
    public static string? Read(SectionReader section, WatchAnswer answer, string? unit, bool monotonic)
    {
        const string Allowed = "a device class of Home Assistant's sensors, such as \"water\"";
        var name = section.Text(
            "device_class",
            null,
            value =>
                value.Length is > 0 and <= 64
                && value.All(c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) || c == '_')
                    ? null
                    : Allowed
        );
        if (name is null)
            return null;
        if (HomeAssistantClass.Find(name) is not { } known)
        {
            var nearest = NearestName.Find(name, HomeAssistantClass.All.Select(one => one.Name));
            var hint = nearest is null ? "" : $" Did you mean \"{nearest}\"?";
            section.Tolerate("device_class", $"\"{name}\" is not a device class of Home Assistant's sensors.{hint}");
            return null;
        }
        if (Validate(known, answer, unit) is { } objection)
        {
            section.Tolerate(objection.Key, objection.Message);
            return null;
        }
        if (monotonic && !known.States.HasFlag(StateClasses.TotalIncreasing))
            section.Warn(
                "monotonic",
                $"Home Assistant adds up nothing of the device class \"{name}\"; it shows the value alone."
            );
        return name;
    }

    private static (string Key, string Message)? Validate(HomeAssistantClass known, WatchAnswer answer, string? unit)
    {
        if (answer == WatchAnswer.Text)
            return known.IsText
                ? null
                : (
                    "device_class",
                    $"\"{known.Name}\" is for numbers, and Home Assistant drops texts of it; leave it out, or "
                        + "set answer = \"number\"."
                );
        if (known.IsText)
            return ("device_class", $"\"{known.Name}\" is for texts, and Home Assistant drops numbers of it.");
        if (known.Allows(unit))
            return null;
        if (unit is null)
            return (
                "unit",
                $"is missing; Home Assistant drops a sensor of the device class \"{known.Name}\" without one. "
                    + $"Give {Units(known)}."
            );
        var hint = known.Nearest(unit) is { } nearest ? $" Did you mean \"{nearest}\"?" : $" Give {Units(known)}.";
        return ("unit", $"\"{unit}\" is not a unit of Home Assistant's device class \"{known.Name}\".{hint}");
    }

    private static string Units(HomeAssistantClass known) =>
        known.Units.Count == 0
            ? "a currency such as \"EUR\""
            : string.Join(", ", known.Units.Select(unit => unit.Length == 0 ? "none" : $"\"{unit}\""));
}
