using Microsoft.Extensions.Logging;

namespace Siskin.Agent.Providers;

/// <summary>Log lines about the NPU, events 400 to 499.</summary>
internal static partial class ProviderLog
{
    [LoggerMessage(400, LogLevel.Information, "The NPU answers: {Device}, loaded in {Milliseconds:F0} ms, {State}.")]
    public static partial void NpuInUse(this ILogger log, string device, double milliseconds, string state);

    [LoggerMessage(401, LogLevel.Warning, "The NPU is not used: {Reason} It is tried again in {Seconds:F0} s.")]
    public static partial void NpuFailed(this ILogger log, string reason, double seconds);

    [LoggerMessage(402, LogLevel.Error, "{Reason}")]
    public static partial void NpuGivenUp(this ILogger log, string reason);

    [LoggerMessage(403, LogLevel.Warning, "The bundle has no canary: wrong answers of the NPU are not noticed.")]
    public static partial void NoCanary(this ILogger log);
}
