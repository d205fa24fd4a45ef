using System.Buffers;
using System.Net;
using System.Security.Cryptography.X509Certificates;
using MQTTnet.Channel;
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
        using var gate = new PacketGate(new Received(packet), () => true, 1_000, _ => { });
        var read = new byte[packet.Length];
        var count = 0;

        for (int some; count < read.Length && (some = await NextAsync()) > 0; )
            count += some;

        Assert.Equal(ends, count < packet.Length); // as if the peer had left
        if (!ends)
            Assert.Equal(packet, read);

        Task<int> NextAsync() => gate.ReadAsync(read, count, Math.Min(4_096, read.Length - count), default);
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
