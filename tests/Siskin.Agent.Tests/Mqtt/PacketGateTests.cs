using System.Buffers;
using System.Net;
using System.Security.Cryptography.X509Certificates;
using MQTTnet.Channel;
using MQTTnet.Formatter;
using Siskin.Agent.Mqtt;

namespace Siskin.Agent.Tests.Mqtt;

public sealed class PacketGateTests
{
    [Theory]
    [InlineData(3, false)]
    [InlineData(5, true)]
    public async Task Properties_that_are_none_of_the_user_have_a_bound_as_well(int correlations, bool ends)
    {
        var packet = Message(correlations);
        using var gate = new PacketGate(new Received(packet), V5(), 1_000, _ => { });
        var read = new byte[packet.Length];
        var count = 0;

        for (int some; count < read.Length && (some = await NextAsync()) > 0; )
            count += some;

        Assert.Equal(ends, count < packet.Length); // as if the peer had left
        if (!ends)
            Assert.Equal(packet, read);

        Task<int> NextAsync() => gate.ReadAsync(read, count, Math.Min(4_096, read.Length - count), default);
    }

    [Theory]
    [InlineData(0x01, new byte[] { 1 })] // payload format
    [InlineData(0x02, new byte[] { 0, 0, 0, 60 })] // expiry
    [InlineData(0x03, new byte[] { 0, 2, (byte)'a', (byte)'b' })] // content type
    [InlineData(0x08, new byte[] { 0, 1, (byte)'a' })] // response topic
    [InlineData(0x09, new byte[] { 0, 3, 7, 8, 9 })] // correlation data
    [InlineData(0x0B, new byte[] { 0x80, 0x80, 1 })] // subscription
    [InlineData(0x0B, new byte[] { 1 })]
    [InlineData(0x23, new byte[] { 0, 5 })] // topic alias
    [InlineData(0x26, new byte[] { 0, 1, (byte)'k', 0, 2, (byte)'v', (byte)'w' })] // the user's
    public async Task Every_property_passes_with_what_comes_behind_it(byte kind, byte[] value)
    {
        byte[] properties = [kind, .. value, 0x02, 0, 0, 0, 60];
        byte[] body = [0, 1, (byte)'t', .. Length(properties.Length), .. properties, 1, 2, 3];
        byte[] packet = [0x30, .. Length(body.Length), .. body];

        Assert.Equal(packet, await PassAsync(packet));
    }

    [Theory]
    [InlineData(new byte[] { 0x01 })] // without its value
    [InlineData(new byte[] { 0x02, 0, 0 })]
    [InlineData(new byte[] { 0x03, 0, 9, (byte)'a' })] // a text beyond the properties
    [InlineData(new byte[] { 0x0B, 0x80, 0x80, 0x80, 0x80 })] // a number without an end
    [InlineData(new byte[] { 0x7F, 0 })] // a kind that there is not
    public async Task Properties_that_are_none_end_the_connection(byte[] properties)
    {
        byte[] body = [0, 1, (byte)'t', .. Length(properties.Length), .. properties, 1, 2, 3];
        byte[] packet = [0x30, .. Length(body.Length), .. body];

        Assert.Empty(await PassAsync(packet));
    }

    private static MqttPacketFormatterAdapter V5() =>
        new(MqttProtocolVersion.V500, new MqttBufferWriter(4_096, 65_536));

    /// <summary>What of a packet passes the gate.</summary>
    private static async Task<byte[]> PassAsync(byte[] packet)
    {
        using var gate = new PacketGate(new Received(packet), V5(), 1_000, _ => { });
        var read = new byte[packet.Length + 1];
        var count = 0;
        for (int some; (some = await gate.ReadAsync(read, count, read.Length - count, default)) > 0; )
            count += some;
        return read[..count];
    }

    // A PUBLISH to "t" with the same property again and again, each of the largest size.
    private static byte[] Message(int correlations)
    {
        byte[] one = [0x09, 0xFF, 0xFF, .. new byte[65_535]];
        var properties = Enumerable.Repeat(one, correlations).SelectMany(bytes => bytes).ToArray();
        byte[] body = [0, 1, (byte)'t', .. Length(properties.Length), .. properties, 1, 2, 3];
        return [0x30, .. Length(body.Length), .. body];
    }

    private static byte[] Length(int value)
    {
        var bytes = new List<byte>();
        for (; value > 127; value >>= 7)
            bytes.Add((byte)(value & 127 | 128));
        return [.. bytes, (byte)value];
    }

    private sealed class Received(byte[] bytes) : IMqttChannel
    {
        private int _at;

        public EndPoint RemoteEndPoint => new IPEndPoint(IPAddress.Loopback, 1);

        public EndPoint LocalEndPoint => RemoteEndPoint;

        public bool IsSecureConnection => false;

        public X509Certificate2 ClientCertificate => throw new NotSupportedException();

        public Task ConnectAsync(CancellationToken cancellationToken) => Task.CompletedTask;

        public Task DisconnectAsync(CancellationToken cancellationToken) => Task.CompletedTask;

        public Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken)
        {
            var some = Math.Min(count, bytes.Length - _at);
            bytes.AsSpan(_at, some).CopyTo(buffer.AsSpan(offset));
            _at += some;
            return Task.FromResult(some);
        }

        public Task WriteAsync(
            ReadOnlySequence<byte> buffer,
            bool isEndOfPacket,
            CancellationToken cancellationToken
        ) => Task.CompletedTask;

        public void Dispose() { }
    }
}
