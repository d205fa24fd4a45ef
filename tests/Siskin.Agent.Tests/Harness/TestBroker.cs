using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using MQTTnet.Packets;
using MQTTnet.Protocol;
using MQTTnet.Server;

namespace Siskin.Agent.Tests.Harness;

/// <summary>An in-process broker that can be stopped and started again on the same port.</summary>
internal sealed class TestBroker : IAsyncDisposable
{
    private readonly ConcurrentQueue<string> _unsubscribed = new();
    private MqttServer? _server;

    public TestBroker() => Port = FreePort();

    public int Port { get; }

    /// <summary>Decides about every client that connects.</summary>
    public Action<ValidatingConnectionEventArgs>? OnConnect { get; set; }

    /// <summary>Decides whether a published message is passed on.</summary>
    public Func<InterceptingPublishEventArgs, bool>? OnPublish { get; set; }

    /// <summary>Looks at, and may change, every packet that the broker sends.</summary>
    public Action<MqttPacket>? OnSend { get; set; }

    /// <summary>Looks at every packet that the broker receives.</summary>
    public Action<MqttPacket>? OnReceive { get; set; }

    public static async Task<TestBroker> StartedAsync()
    {
        var broker = new TestBroker();
        await broker.StartAsync();
        return broker;
    }

    public async Task StartAsync()
    {
        var options = new MqttServerOptionsBuilder()
            .WithDefaultEndpoint()
            .WithDefaultEndpointBoundIPAddress(IPAddress.Loopback)
            .WithDefaultEndpointBoundIPV6Address(IPAddress.None)
            .WithDefaultEndpointPort(Port)
            .WithDefaultEndpointReuseAddress()
            .WithPersistentSessions()
            .WithMaxPendingMessagesPerClient(10_000)
            .Build();
        _server = new MqttServerFactory().CreateMqttServer(options);
        _server.ValidatingConnectionAsync += args =>
        {
            OnConnect?.Invoke(args);
            return Task.CompletedTask;
        };
        _server.InterceptingPublishAsync += args =>
        {
            args.ProcessPublish = OnPublish?.Invoke(args) ?? true;
            return Task.CompletedTask;
        };
        _server.ClientUnsubscribedTopicAsync += args =>
        {
            _unsubscribed.Enqueue(args.TopicFilter);
            return Task.CompletedTask;
        };
        _server.InterceptingOutboundPacketAsync += args =>
        {
            OnSend?.Invoke(args.Packet);
            return Task.CompletedTask;
        };
        _server.InterceptingInboundPacketAsync += args =>
        {
            OnReceive?.Invoke(args.Packet);
            return Task.CompletedTask;
        };
        await _server.StartAsync();
    }

    public async Task StopAsync()
    {
        if (_server is null)
            return;
        await _server.StopAsync(new MqttServerStopOptions());
        _server.Dispose();
        _server = null;
    }

    /// <summary>Whether a client left this subscription.</summary>
    public bool WasLeft(string filter) => _unsubscribed.Contains(filter);

    /// <summary>Cuts a client off without a goodbye; its session stays.</summary>
    public Task DropAsync(string clientId) =>
        _server!.DisconnectClientAsync(
            clientId,
            new MqttServerClientDisconnectOptions { ReasonCode = MqttDisconnectReasonCode.AdministrativeAction }
        );

    public ValueTask DisposeAsync() => new(StopAsync());

    public static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
