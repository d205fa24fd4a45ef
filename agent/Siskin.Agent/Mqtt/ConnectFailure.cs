using System.Net.Sockets;
using System.Security.Authentication;
using MQTTnet;
using MQTTnet.Adapter;
using MQTTnet.Exceptions;
using Siskin.Agent.Configuration;

namespace Siskin.Agent.Mqtt;

/// <summary>Why a connection could not be made, in a sentence that says what to do.</summary>
internal static class ConnectFailure
{
    /// <param name="e">What the attempt ended with.</param>
    /// <param name="broker">Where it went.</param>
    /// <param name="verdict">What was found about the broker's certificate.</param>
    public static string Explain(Exception e, BrokerSection broker, TlsVerdict verdict)
    {
        if (e is BrokerException refused)
            return Refused(refused, broker);
        if (verdict.Problem is { } distrust)
            return distrust;
        var causes = Causes(e).ToArray();
        if (causes.OfType<SocketException>().FirstOrDefault() is { } socket && !IsUnanswered(e))
            return Unreachable(socket, broker);
        if (
            causes.Any(cause =>
                cause is OperationCanceledException or TimeoutException or MqttCommunicationTimedOutException
            )
        )
            return "no answer in time; look at the address, the port and the firewalls on the way.";
        if (IsUnanswered(e))
            return Unanswered(broker);
        if (broker.Tls && causes.Any(cause => cause is AuthenticationException or IOException))
            return Handshake(causes, broker);
        return Sentence(e.GetBaseException().Message);
    }

    /// <summary>Whether the broker closed the connection, or answered nonsense, instead of a CONNACK.</summary>
    public static bool IsUnanswered(Exception e) =>
        Causes(e).Any(cause => cause is MqttConnectingFailedException or MqttProtocolViolationException)
        && !Causes(e)
            .Any(cause =>
                cause is OperationCanceledException or TimeoutException or MqttCommunicationTimedOutException
            );

    private static IEnumerable<Exception> Causes(Exception e)
    {
        for (var cause = e; cause is not null; cause = cause.InnerException)
            yield return cause;
    }

    private static string Refused(BrokerException refused, BrokerSection broker) =>
        refused.Code switch
        {
            (int)MqttClientConnectResultCode.BadUserNameOrPassword or (int)MqttClientConnectResultCode.NotAuthorized =>
                broker.Username is null
                    ? $"{Bare(refused.Message)}: it wants a login; set [broker] username and password_file, or "
                        + "let client id "
                        + $"\"{broker.ClientId}\" in."
                    : $"{Bare(refused.Message)}: look at [broker] username \"{broker.Username}\", at the "
                        + "content of password_file, "
                        + "and at what the broker allows this user.",
            (int)MqttClientConnectResultCode.UnsupportedProtocolVersion =>
                $"{Bare(refused.Message)}: set [broker] mqtt to the version that it speaks.",
            (int)MqttClientConnectResultCode.ClientIdentifierNotValid =>
                $"{Bare(refused.Message)}: it does not take the client id \"{broker.ClientId}\"; set [broker] "
                    + "client_id.",
            _ => refused.Message,
        };

    private static string Unreachable(SocketException socket, BrokerSection broker) =>
        socket.SocketErrorCode switch
        {
            SocketError.HostNotFound or SocketError.NoData or SocketError.TryAgain =>
                $"the name {broker.Host} is not known; look at [broker] url and at the name server.",
            SocketError.ConnectionRefused =>
                $"nobody listens at {broker.Host}:{broker.Port}; look at the port in [broker] url and whether "
                    + "the broker runs and "
                    + "listens on that address.",
            SocketError.NetworkUnreachable or SocketError.HostUnreachable =>
                $"there is no way to {broker.Host}; look at the network of this device.",
            SocketError.TimedOut => "no answer in time; look at the address, the port and the firewalls on the way.",
            _ => broker.Tls ? Handshake([socket], broker) : Sentence(socket.Message),
        };

    private static string Unanswered(BrokerSection broker) =>
        broker.Tls
            ? "the broker closed the encrypted connection without an answer"
                + (
                    broker.ClientCertificateFile is null
                        ? "; it may ask for a client certificate: set [broker] client_cert_file and client_key_file."
                        : "; look whether it trusts the client certificate, and at its log."
                )
            : $"the broker closed the connection without an answer; if port {broker.Port} speaks TLS, use "
                + "mqtts:// in [broker] url, "
                + "otherwise look at its log.";

    private static string Handshake(Exception[] causes, BrokerSection broker)
    {
        // What the other side's TLS says comes as an alert; without one there was no TLS on that side.
        var alert = causes.FirstOrDefault(cause =>
            cause.Message.Contains(" alert ", StringComparison.OrdinalIgnoreCase)
        );
        return alert is not null
            ? $"the broker refused the TLS handshake ({Bare(alert.Message)}); look at [broker] client_cert_file "
                + "and at its TLS "
                + "versions."
            : $"port {broker.Port} of {broker.Host} does not speak TLS; use the broker's TLS port (usually "
                + "8883), or mqtt:// for a "
                + "listener in plain text.";
    }

    private static string Sentence(string message) => Bare(message) + ".";

    private static string Bare(string message) => message.TrimEnd('.', ' ', '\n');
}
