using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Text;
using Microsoft.Extensions.Logging;
using MQTTnet.Protocol;
using MQTTnet.Server;
using Siskin.Agent.Configuration;

namespace Siskin.Agent.Mqtt;

/// <summary>A broker inside the agent, for a site that has none. Its sessions live as long as the process.</summary>
internal sealed class EmbeddedBroker : IAsyncDisposable
{
    private readonly MqttServer _server;

    private EmbeddedBroker(MqttServer server) => _server = server;

    /// <summary>Starts listening.</summary>
    /// <exception cref="SocketException">The address or port is not free.</exception>
    public static async Task<EmbeddedBroker> StartAsync(
        BrokerSection broker,
        EmbeddedBrokerSection embedded,
        ILogger<EmbeddedBroker> log
    )
    {
        var options = new MqttServerOptionsBuilder()
            .WithDefaultEndpoint()
            .WithPersistentSessions()
            .WithMaxPendingMessagesPerClient(10_000);
        var address = new IPEndPoint(IPAddress.Parse(embedded.Bind), embedded.Port);
        var listener = new BrokerListener(address, bytes => log.ClientRefused(bytes));
        var server = new MqttServerFactory().CreateMqttServer(options.Build(), [listener]);
        if (broker.Username is not null)
            server.ValidatingConnectionAsync += args => CheckCredentials(args, broker);
        await server.StartAsync();
        log.BrokerListens(embedded.Bind, embedded.Port);
        return new EmbeddedBroker(server);
    }

    public async ValueTask DisposeAsync()
    {
        await _server.StopAsync(new MqttServerStopOptions());
        _server.Dispose();
    }

    private static Task CheckCredentials(ValidatingConnectionEventArgs args, BrokerSection broker)
    {
        if (!Matches(args.UserName, broker.Username) || !Matches(args.Password, broker.Password ?? ""))
            args.ReasonCode = MqttConnectReasonCode.BadUserNameOrPassword;
        return Task.CompletedTask;
    }

    private static bool Matches(string? given, string? wanted) =>
        CryptographicOperations.FixedTimeEquals(
            Encoding.UTF8.GetBytes(given ?? ""),
            Encoding.UTF8.GetBytes(wanted ?? "")
        );
}
