using System.Buffers.Binary;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Siskin.EndToEnd.Tests.Harness;

/// <summary>MQTT 5 packets of QoS 0 full of empty user properties, which no client library would write.</summary>
internal static class PropertyFlood
{
    private const byte Publish = 0x30;

    private static readonly byte[] EmptyProperty = [0x26, 0, 0, 0, 0];

    // MQTT 5, clean start, no keep-alive, no properties, no client id.
    private static readonly byte[] Connect =
    [
        0x10,
        13,
        0,
        4,
        (byte)'M',
        (byte)'Q',
        (byte)'T',
        (byte)'T',
        5,
        2,
        0,
        0,
        0,
        0,
        0,
    ];

    public static byte[] Packet(string topic, int properties, int payload)
    {
        var name = Encoding.UTF8.GetBytes(topic);
        var block = properties * EmptyProperty.Length;
        var packet = new MemoryStream();
        packet.WriteByte(Publish);
        packet.Write(Length(2 + name.Length + Length(block).Length + block + payload));
        var size = new byte[2];
        BinaryPrimitives.WriteUInt16BigEndian(size, (ushort)name.Length);
        packet.Write(size);
        packet.Write(name);
        packet.Write(Length(block));
        for (var i = 0; i < properties; i++)
            packet.Write(EmptyProperty);
        packet.Write(new byte[payload]);
        return packet.ToArray();
    }

    /// <summary>Sends a packet over a connection of its own; a broker may end that over it.</summary>
    public static async Task SendAsync(int port, byte[] packet)
    {
        using var client = new TcpClient();
        await client.ConnectAsync(IPAddress.Loopback, port);
        var stream = client.GetStream();
        try
        {
            await stream.WriteAsync(Connect);
            Assert.True(await stream.ReadAsync(new byte[64]) > 0); // CONNACK
            await stream.WriteAsync(packet);
            client.Client.Shutdown(SocketShutdown.Send);
            // The end comes when the broker has read it all.
            while (await stream.ReadAsync(new byte[64]) > 0) { }
        }
        catch (IOException)
        {
            // It was refused.
        }
    }

    private static byte[] Length(int value)
    {
        var bytes = new List<byte>();
        do bytes.Add((byte)((value & 0x7F) | (value > 0x7F ? 0x80 : 0)));
        while ((value >>= 7) > 0);
        return [.. bytes];
    }
}
