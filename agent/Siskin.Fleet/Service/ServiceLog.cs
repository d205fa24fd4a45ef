using Microsoft.Extensions.Logging;

namespace Siskin.Fleet.Service;

/// <summary>Log lines of the service, events 540 to 549.</summary>
internal static partial class ServiceLog
{
    [LoggerMessage(540, LogLevel.Information, "The page is at {Address}, {Access}.")]
    public static partial void Serves(this ILogger log, string address, string access);
}
