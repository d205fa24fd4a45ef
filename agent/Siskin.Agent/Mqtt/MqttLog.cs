using Microsoft.Extensions.Logging;

namespace Siskin.Agent.Mqtt;

/// <summary>Log lines of the connection to the broker, events 100 to 199.</summary>
internal static partial class MqttLog
{
    [LoggerMessage(100, LogLevel.Information, "Connected to {Broker}, session {Session}.")]
    public static partial void Connected(this ILogger log, string broker, string session);

    [LoggerMessage(101, LogLevel.Warning, "No connection to {Broker}: {Reason} Next attempt in {Seconds:F1} s.")]
    public static partial void NotConnected(this ILogger log, string broker, string reason, double seconds);

    [LoggerMessage(102, LogLevel.Warning, "Lost the connection to {Broker}: {Reason}")]
    public static partial void Lost(this ILogger log, string broker, string reason);

    [LoggerMessage(103, LogLevel.Warning, "The broker refused a message to {Topic}: {Reason}")]
    public static partial void PublishRefused(this ILogger log, string topic, string reason);

    [LoggerMessage(
        104,
        LogLevel.Warning,
        "A message to {Topic} of {Bytes} bytes exceeds the broker's limit of {Limit} bytes."
    )]
    public static partial void PublishTooLarge(this ILogger log, string topic, long bytes, uint limit);

    [LoggerMessage(105, LogLevel.Error, "Handling a message on {Topic} failed.")]
    public static partial void HandlerFailed(this ILogger log, string topic, Exception exception);

    [LoggerMessage(
        106,
        LogLevel.Debug,
        "An acknowledgement was lost with its connection; the broker delivers the message again."
    )]
    public static partial void AcknowledgementLost(this ILogger log, Exception exception);

    [LoggerMessage(107, LogLevel.Information, "Left the subscription {Filter}, which the broker kept from before.")]
    public static partial void Unsubscribed(this ILogger log, string filter);

    [LoggerMessage(108, LogLevel.Warning, "The broker refused the subscription to {Filter}: {Reason}")]
    public static partial void SubscribeRefused(this ILogger log, string filter, string reason);

    [LoggerMessage(109, LogLevel.Information, "The embedded broker listens on {Address}:{Port}.")]
    public static partial void BrokerListens(this ILogger log, string address, int port);

    [LoggerMessage(
        130,
        LogLevel.Error,
        "A message with a topic of {Length} characters was not sent: its texts are none that MQTT allows."
    )]
    public static partial void NotSendable(this ILogger log, int length);

    [LoggerMessage(
        131,
        LogLevel.Error,
        "A message to {Topic} was set aside: it was under way at {Times} disconnects in a row."
    )]
    public static partial void SetAside(this ILogger log, string topic, int times);

    [LoggerMessage(
        132,
        LogLevel.Warning,
        "A message of {Bytes} bytes was cut: it has too many user properties, or is longer than the broker may send."
    )]
    public static partial void PacketCut(this ILogger log, long bytes);

    [LoggerMessage(
        133,
        LogLevel.Warning,
        "The embedded broker ended a connection: its message of {Bytes} bytes has too many user properties or "
            + "is too long."
    )]
    public static partial void ClientRefused(this ILogger log, long bytes);

    [LoggerMessage(111, LogLevel.Error, "A connection ended in a way that it should not.")]
    public static partial void ConnectionFailed(this ILogger log, Exception exception);

    [LoggerMessage(120, LogLevel.Warning, "What the broker cannot do: {Reason}")]
    public static partial void Shortcoming(this ILogger log, string reason);

    [LoggerMessage(
        121,
        LogLevel.Warning,
        "Another client took the connection over, so somebody else uses the client id {ClientId}: likely a "
            + "second agent with the same "
            + "name. Give each its own [agent] device or [broker] client_id. Next attempt in {Seconds:F0} s."
    )]
    public static partial void TakenOver(this ILogger log, string clientId, double seconds);

    [LoggerMessage(
        122,
        LogLevel.Warning,
        "The other client with the id {ClientId} is likely the agent of {Device} on {Host}."
    )]
    public static partial void TwinFound(this ILogger log, string clientId, string device, string host);

    [LoggerMessage(123, LogLevel.Warning, "The broker does not let the subscription {Filter} go: {Reason}")]
    public static partial void UnsubscribeRefused(this ILogger log, string filter, string reason);

    [LoggerMessage(
        124,
        LogLevel.Warning,
        "Nothing configured asks for {Topic}, but the broker sends it; asked it to leave every subscription "
            + "that may be the reason."
    )]
    public static partial void StrayTopic(this ILogger log, string topic);

    [LoggerMessage(
        125,
        LogLevel.Warning,
        "The broker still sends {Topic}, which nothing configured asks for. The session is begun anew; what "
            + "waits in it is lost."
    )]
    public static partial void SessionRenewed(this ILogger log, string topic);

    [LoggerMessage(
        126,
        LogLevel.Warning,
        "The list of subscriptions cannot be kept in {Path}: {Reason} What the configuration drops may stay "
            + "subscribed after a restart."
    )]
    public static partial void SubscriptionsNotKept(this ILogger log, string path, string reason);

    [LoggerMessage(127, LogLevel.Warning, "The broker refuses the will message as it is; it gets {State}.")]
    public static partial void WillReduced(this ILogger log, string state);

    [LoggerMessage(
        128,
        LogLevel.Warning,
        "Nothing is published to {Topic}: {Bytes} bytes exceed the broker's limit of {Limit} bytes."
    )]
    public static partial void LeftOut(this ILogger log, string topic, long bytes, uint limit);

    [LoggerMessage(110, LogLevel.Warning, "The broker has no shared subscriptions; pool {Pool} is read alone.")]
    public static partial void NoSharedSubscriptions(this ILogger log, string pool);
}
