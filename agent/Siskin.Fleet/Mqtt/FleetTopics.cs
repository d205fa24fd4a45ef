namespace Siskin.Fleet.Mqtt;

/// <summary>Topic filters of what devices say of themselves.</summary>
internal static class FleetTopics
{
    /// <summary>Those of every device below <paramref name="root"/>.</summary>
    public static IEnumerable<string> All(string root) =>
        [$"{root}/+/status", $"{root}/+/info", $"{root}/+/watch/+", $"{root}/+/telemetry"];
}
