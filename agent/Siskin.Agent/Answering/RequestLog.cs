using Microsoft.Extensions.Logging;

namespace Siskin.Agent.Answering;

/// <summary>Log lines of the request path, events 200 to 299. No line carries what a request says.</summary>
internal static partial class RequestLog
{
    [LoggerMessage(200, LogLevel.Debug, "Answered: {FinishReason}, {Tokens} tokens, {Milliseconds} ms.")]
    public static partial void Answered(this ILogger log, string finishReason, int tokens, double milliseconds);

    [LoggerMessage(201, LogLevel.Information, "Refused a request with {Code}: {Reason}")]
    public static partial void Rejected(this ILogger log, int code, string reason);

    [LoggerMessage(202, LogLevel.Debug, "A request on {Topic} is a duplicate of one that is {State}.")]
    public static partial void Duplicate(this ILogger log, string topic, string state);

    [LoggerMessage(203, LogLevel.Warning, "Ignored a retained request on {Topic}; retained commands are not obeyed.")]
    public static partial void RetainedIgnored(this ILogger log, string topic);

    [LoggerMessage(205, LogLevel.Debug, "Warmed up in {Milliseconds:F0} ms.")]
    public static partial void WarmedUp(this ILogger log, double milliseconds);

    [LoggerMessage(
        224,
        LogLevel.Error,
        "Work on a request ended the agent {Attempts} times; it is answered with an error, not tried again."
    )]
    public static partial void NotTriedAgain(this ILogger log, int attempts);

    [LoggerMessage(204, LogLevel.Error, "Inference failed.")]
    public static partial void InferenceFailed(this ILogger log, Exception exception);
}
