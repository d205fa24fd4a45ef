using Microsoft.Extensions.Logging;
using Siskin.Runtime.Inference;

namespace Siskin.Agent.Providers;

/// <summary>Log lines about what answers, events 400 to 449.</summary>
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

    /// <summary>What a graph of a bundle that helps its model says of itself.</summary>
    public static void HelperChanged(this ILogger log, HelperReport report)
    {
        if (report.Problem is { } problem)
            log.HelperFailed(report.File, report.Without, report.Retry.TotalSeconds, problem);
        else
            log.HelperWorks(report.File);
    }

    [LoggerMessage(
        404,
        LogLevel.Warning,
        "{File} of the bundle cannot be used, so {Consequence}; it is tried again in {Seconds:F0} s: {Reason}"
    )]
    public static partial void HelperFailed(
        this ILogger log,
        string file,
        string consequence,
        double seconds,
        string reason
    );

    [LoggerMessage(405, LogLevel.Information, "{File} of the bundle is used again.")]
    public static partial void HelperWorks(this ILogger log, string file);
}
