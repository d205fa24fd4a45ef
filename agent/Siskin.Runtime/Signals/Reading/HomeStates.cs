using System.Text.Json;

namespace Siskin.Runtime.Signals.Reading;

/// <summary>What states and histories of Home Assistant leave unsaid.</summary>
internal static class HomeStates
{
    /// <summary>What a thermostat calls its temperature beside the measured one is what it is set to.</summary>
    public static void SetTo(JsonElement element, string path, TableBuilder table)
    {
        if (
            JsonForm.Of(element, ["current_temperature"]) is not null
            && JsonForm.Of(element, ["temperature"]) is not null
        )
            table.Alias(JsonForm.Join(path, "temperature"), "setpoint target set");
    }

    /// <summary>A history names its entity in its first state only.</summary>
    public static void Continue(JsonElement array, List<string?> names)
    {
        if (names.Count < 2 || names[0] is null || names.Skip(1).Any(name => name is not null))
            return;
        if (
            JsonForm.Of(array[0], ["entity_id"]) is null
            || !array
                .EnumerateArray()
                .All(item =>
                    JsonForm.Of(item, ["state"]) is not null && JsonForm.Of(item, JsonForm.TimeKeys) is not null
                )
        )
            return;
        for (var i = 1; i < names.Count; i++)
            names[i] = names[0];
    }

    /// <summary>
    /// Adds the attributes of a state: a thermostat's state is one signal, the temperatures among its attributes are
    /// others.
    /// </summary>
    public static void Attributes(JsonElement attributes, string path, TableBuilder table, string time)
    {
        if (JsonForm.Text(attributes, ["friendly_name"]) is { } name)
            table.Alias(path, name);
        SetTo(attributes, path, table);
        foreach (var member in attributes.EnumerateObject())
            if (
                JsonForm.IsScalar(member.Value)
                && !JsonForm.UnitKeys.Contains(member.Name)
                && member.Name
                    is not (
                        "friendly_name"
                        or "icon"
                        or "device_class"
                        or "state_class"
                        or "attribution"
                        or "supported_features"
                    )
            )
                table.Add(JsonForm.Join(path, member.Name), JsonForm.Scalar(member.Value), time);
    }
}
