using System.Net;
using System.Net.Sockets;
using MQTTnet;
using Siskin.Agent.Mqtt;
using Siskin.Agent.Tests.Harness;

namespace Siskin.Agent.Tests.Mqtt;

/// <summary>What Linux does with acknowledgements is asked of Linux: whether it waits for something to send.</summary>
public sealed class PromptStreamTests
{
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Every_read_sets_how_the_next_packet_is_acknowledged(bool atOnce)
    {
        if (!OperatingSystem.IsLinux())
            return; // no such option there
        using var pair = await SocketPair.ConnectAsync();
        var acknowledging = atOnce ? Acknowledging.AtOnce : Acknowledging.Late;
        await using var stream = new PromptStream(pair.Near, acknowledging);
        var buffer = new byte[1];

        for (var i = 0; i < 3; i++)
        {
            pair.Set(!atOnce); // as the kernel does it when something is sent
            await pair.Far.SendAsync(new byte[] { 7 });
            Assert.Equal(
                1,
                await (i == 0 ? stream.ReadAsync(buffer, 0, 1) : stream.ReadAsync(buffer.AsMemory()).AsTask())
            );

            Assert.Equal(atOnce, pair.AcknowledgesAtOnce);
        }
    }

    [Fact]
    public async Task The_end_of_a_connection_is_read_as_ever()
    {
        using var pair = await SocketPair.ConnectAsync();
        await using var stream = new PromptStream(pair.Near, Acknowledging.AtOnce);
        pair.Far.Dispose();

        Assert.Equal(0, await stream.ReadAsync(new byte[1].AsMemory()));
    }

    [Fact]
    public async Task A_reset_connection_is_an_error_of_input()
    {
        using var pair = await SocketPair.ConnectAsync();
        await using var stream = new PromptStream(pair.Near, Acknowledging.AtOnce);
        pair.Far.LingerState = new LingerOption(enable: true, 0);
        pair.Far.Dispose();

        await Assert.ThrowsAsync<IOException>(() => stream.ReadAsync(new byte[1].AsMemory()).AsTask());
    }

    [Fact]
    public async Task Every_connection_to_a_broker_uses_it_and_sends_at_once()
    {
        await using var broker = new ScriptedBroker();
        var section = TestAgent.Config(broker.Port).Broker;
        var options = BrokerOptions.Build(section, will: null, 1 << 20, persistent: false, new TlsVerdict("", null));
        var tcp = Assert.IsType<MqttClientTcpOptions>(options.ChannelOptions);

        await using var stream = Assert.IsType<PromptStream>(
            await tcp.StreamProvider.ConnectAsync(tcp.RemoteEndpoint, CancellationToken.None)
        );

        Assert.True(stream.Socket.NoDelay);
        Assert.Equal(broker.Port, Assert.IsType<IPEndPoint>(stream.RemoteEndPoint).Port);
        Assert.NotNull(stream.LocalEndPoint);
    }

    [Fact]
    public async Task A_broker_that_holds_packets_back_is_told_from_one_that_is_far()
    {
        var held = new BrokerDelay(TimeSpan.FromMilliseconds(0.3), TimeSpan.FromMilliseconds(40));
        var far = new BrokerDelay(TimeSpan.FromMilliseconds(200), TimeSpan.FromMilliseconds(0.3));

        Assert.True(held.IsHeld);
        Assert.False(far.IsHeld);
        Assert.Contains("set_tcp_nodelay true", ConnectionCheck.Delayed(far, held), StringComparison.Ordinal);
        Assert.Contains("40.0 ms longer", ConnectionCheck.Delayed(null, held), StringComparison.Ordinal);
        Assert.Contains("set_tcp_nodelay true", ConnectionCheck.Delayed(held, held), StringComparison.Ordinal);
        await using var silent = new ScriptedBroker { Answer = (_, _) => null };
        Assert.Null(
            await BrokerDelay.MeasureAsync(
                TestAgent.Config(silent.Port).Broker,
                "a",
                Acknowledging.Late,
                TimeProvider.System,
                CancellationToken.None
            )
        );
    }

    private sealed class SocketPair(Socket near, Socket far) : IDisposable
    {
        private const int Tcp = 6,
            QuickAck = 12;

        public Socket Near => near;

        public Socket Far => far;

        public bool AcknowledgesAtOnce
        {
            get
            {
                var value = new byte[4];
                near.GetRawSocketOption(Tcp, QuickAck, value);
                return BitConverter.ToInt32(value) != 0;
            }
        }

        public static async Task<SocketPair> ConnectAsync()
        {
            using var listener = new TcpListener(IPAddress.Loopback, 0);
            listener.Start();
            var near = new Socket(SocketType.Stream, ProtocolType.Tcp);
            await near.ConnectAsync(listener.LocalEndpoint);
            return new SocketPair(near, await listener.AcceptSocketAsync());
        }

        public void Set(bool atOnce) => near.SetRawSocketOption(Tcp, QuickAck, BitConverter.GetBytes(atOnce ? 1 : 0));

        public void Dispose()
        {
            near.Dispose();
            far.Dispose();
        }
    }
}
