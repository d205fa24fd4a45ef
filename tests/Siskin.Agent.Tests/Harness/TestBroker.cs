using System.Net;
using System.Net.Sockets;
using MQTTnet.Protocol;
using MQTTnet.Server;

namespace Siskin.Agent.Tests.Harness;

/// <summary>An in-process broker that can be stopped and started again on the same port.</summary>
internal sealed class TestBroker : IAsyncDisposable
{
    private MqttServer? _server;

    public TestBroker() => Port = FreePort();

    public int Port { get; }

    /// <summary>Looks at every packet of a client before it is handled.</summary>
    public Action<ValidatingConnectionEventArgs>? OnConnect { get; set; }

    /// <summary>Decides whether a published message is passed on.</summary>
    public Func<InterceptingPublishEventArgs, bool>? OnPublish { get; set; }

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

    /// <summary>Cuts a client off without a goodbye; its session stays.</summary>
    public Task DropAsync(string clientId) => _server!.DisconnectClientAsync(
        clientId, new MqttServerClientDisconnectOptions { ReasonCode = MqttDisconnectReasonCode.AdministrativeAction });

    public ValueTask DisposeAsync() => new(StopAsync());

    public static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
