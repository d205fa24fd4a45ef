namespace Siskin.Agent.Sensors;

/// <summary>Thermal zones (<c>/sys/class/thermal</c>) by their type.</summary>
internal static class ThermalZones
{
    public static IEnumerable<SensorValue> Read(string root)
    {
        foreach (var folder in SysfsFile.Folders(Path.Combine(root, "sys/class/thermal"), "thermal_zone"))
        {
            if (SysfsFile.ReadNumber(Path.Combine(folder, "temp")) is not { } milli)
                continue;
            var type = SysfsFile.ReadText(Path.Combine(folder, "type")) ?? Path.GetFileName(folder);
            yield return new SensorValue($"thermal/{SensorValue.Level(type)}", milli * 0.001, "°C");
        }
    }
}
