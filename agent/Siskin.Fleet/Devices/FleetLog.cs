using Microsoft.Extensions.Logging;

namespace Siskin.Fleet.Devices;

/// <summary>Log lines about devices, events 500 to 519.</summary>
internal static partial class FleetLog
{
    [LoggerMessage(
        500,
        LogLevel.Warning,
        "There are more than {Limit} devices; {Device} and further ones are left out."
    )]
    public static partial void TooManyDevices(this ILogger log, int limit, string device);

    [LoggerMessage(501, LogLevel.Warning, "The {Kind} of {Device} cannot be read: {Reason}")]
    private static partial void CannotRead(this ILogger log, string kind, string device, string reason);

    [LoggerMessage(502, LogLevel.Warning, "{Device} comes and goes.")]
    public static partial void DeviceFlaps(this ILogger log, string device);

    public static void MalformedMessage(this ILogger log, string device, string kind, string reason) =>
        log.CannotRead(kind, device, reason);
}
