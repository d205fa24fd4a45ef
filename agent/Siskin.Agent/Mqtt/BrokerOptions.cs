using System.Security.Cryptography.X509Certificates;
using System.Text;
using MQTTnet;
using MQTTnet.Formatter;
using MQTTnet.Protocol;
using Siskin.Agent.Configuration;
using Siskin.Agent.Wire;

namespace Siskin.Agent.Mqtt;

/// <summary>Makes the client library's options from the configuration.</summary>
internal static class BrokerOptions
{
    // The library's own 8 KB make every frame crawl: each window waits for a delayed acknowledgement of 40 ms.
    private const int SocketBufferBytes = 256 << 10;

    /// <param name="broker">The configuration's section.</param>
    /// <param name="will">Published by the broker when the connection breaks, or null.</param>
    /// <param name="largestPacket">Largest packet in bytes that the broker may send.</param>
    /// <param name="persistent">Whether the broker keeps the session while the client is away.</param>
    /// <param name="verdict">Judges the broker's certificate.</param>
    /// <param name="acknowledging">When what the broker sends is acknowledged.</param>
    public static MqttClientOptions Build(
        BrokerSection broker,
        OutgoingMessage? will,
        int largestPacket,
        bool persistent,
        TlsVerdict verdict,
        Acknowledging acknowledging = Acknowledging.AtOnce
    )
    {
        var v5 = broker.Version == MqttVersion.V5;
        var options = new MqttClientOptionsBuilder()
            .WithTcpServer(broker.Host, broker.Port)
            .WithTcpServer(tcp =>
            {
                tcp.BufferSize = SocketBufferBytes;
                tcp.StreamProvider = new BrokerStreams(tcp, acknowledging);
            })
            .WithProtocolVersion(v5 ? MqttProtocolVersion.V500 : MqttProtocolVersion.V311)
            .WithClientId(broker.ClientId)
            .WithNoKeepAlive() // see KeepAlive
            .WithCleanStart(!persistent)
            .WithTimeout(TimeSpan.FromSeconds(15));
        if (broker.Username is not null)
            options.WithCredentials(broker.Username, broker.Password ?? "");
        if (broker.Tls)
            options.WithTlsOptions(tls => ConfigureTls(tls, broker, verdict));
        if (v5)
        {
            options.WithReceiveMaximum((ushort)broker.ReceiveMaximum).WithMaximumPacketSize((uint)largestPacket);
            if (persistent)
                options.WithSessionExpiryInterval((uint)broker.SessionExpiry.TotalSeconds);
        }
        if (will is not null)
        {
            options
                .WithWillTopic(will.Topic)
                .WithWillPayload(will.Payload.ToArray())
                .WithWillRetain(will.Retain)
                .WithWillQualityOfServiceLevel(
                    will.AtLeastOnce ? MqttQualityOfServiceLevel.AtLeastOnce : MqttQualityOfServiceLevel.AtMostOnce
                );
            if (v5)
            {
                options.WithWillDelayInterval((uint)broker.WillDelay.TotalSeconds);
                foreach (var (name, value) in will.Properties)
                    options.WithWillUserProperty(name, Encoding.UTF8.GetBytes(value));
            }
        }
        return options.Build();
    }

    private static void ConfigureTls(MqttClientTlsOptionsBuilder tls, BrokerSection broker, TlsVerdict verdict)
    {
        tls.UseTls().WithTargetHost(broker.Host);
        if (broker.ClientCertificateFile is not null)
        {
            var certificate = TlsFiles.Certificate(broker.ClientCertificateFile, broker.ClientKeyFile!);
            tls.WithClientCertificates(new X509Certificate2Collection(certificate));
        }
        var authorities = broker.CaFile is null ? null : TlsFiles.Authorities(broker.CaFile);
        tls.WithCertificateValidationHandler(check =>
            verdict.Accepts(check.Certificate, check.Chain, check.SslPolicyErrors, authorities)
        );
    }
}
