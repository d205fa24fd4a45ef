using System.Security.Authentication;
using Microsoft.Extensions.Logging;
using MQTTnet.Exceptions;
using Siskin.Agent.Configuration;
using Siskin.Agent.Mqtt;
using Siskin.Agent.Wire;

namespace Siskin.Fleet.Mqtt;

/// <summary>How this program connects.</summary>
internal static class FleetLink
{
    private const int LargestPacket = 1 << 20;

    /// <summary>One connection, until it is lost.</summary>
    /// <exception cref="BrokerException">The broker cannot be reached or said no; the message says what to do.</exception>
    public static async Task<MqttLink> OpenAsync(
        BrokerSection broker,
        OutgoingMessage? will,
        Action<IncomingMessage> receive,
        TimeProvider time,
        ILogger log,
        CancellationToken stop
    )
    {
        var verdict = new TlsVerdict(broker.Host, broker.CaFile);
        var options = BrokerOptions.Build(broker, will, LargestPacket, persistent: false, verdict);
        var terms = LinkTerms.Unsupervised(options, broker.KeepAlive, time) with { Log = log };
        try
        {
            return await MqttLink.OpenAsync(terms, Receive, stop);
        }
        catch (Exception e)
            when (e
                    is MqttCommunicationException
                        or MqttProtocolViolationException
                        or BrokerException
                        or AuthenticationException
            )
        {
            throw new BrokerException(ConnectFailure.Explain(e, broker, verdict));
        }

        void Receive(IncomingMessage message)
        {
            message.Acknowledge();
            receive(message);
        }
    }

    /// <summary>Publishes a message on a connection that may have ended a moment ago.</summary>
    /// <exception cref="BrokerException">It has.</exception>
    public static async Task PublishAsync(
        MqttLink link,
        OutgoingMessage message,
        BrokerSection broker,
        CancellationToken stop
    )
    {
        try
        {
            await link.PublishAsync(message, stop);
        }
        catch (MqttCommunicationException e)
        {
            throw new BrokerException($"the connection to {broker.Host}:{broker.Port} was lost: {e.Message}");
        }
    }
}
