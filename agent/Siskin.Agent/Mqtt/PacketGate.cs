using System.Buffers;
using System.Buffers.Binary;
using System.Net;
using System.Security.Cryptography.X509Certificates;
using MQTTnet.Channel;
using MQTTnet.Formatter;

namespace Siskin.Agent.Mqtt;

/// <summary>
/// Looks at every packet before the client library does, which makes objects of each user property and room for any
/// length: two million empty properties take 160 MB. A message with too many arrives without them and without its
/// payload, marked, so that it can be refused and acknowledged; one that is too long arrives cut.
/// </summary>
/// <param name="inner">The socket.</param>
/// <param name="formatter">Knows, once the first message comes, whether packets carry properties.</param>
/// <param name="maxBytes">Largest payload.</param>
/// <param name="cut">Called with the bytes of a packet that was cut.</param>
internal sealed class PacketGate(
    IMqttChannel inner,
    MqttPacketFormatterAdapter formatter,
    int maxBytes,
    Action<long> cut
) : IMqttChannel
{
    /// <summary>Name of the mark, which no client can send.</summary>
    public const string Mark = "\0";

    /// <summary>
    /// Most user properties, and most bytes in all properties: prompt, sensors, topic and correlation data.
    /// </summary>
    public const int MaxProperties = 1_000,
        MaxPropertyBytes = 4 * 65_536;

    private const int Publish = 3,
        UserProperty = 0x26;

    // Subscriptions, acknowledgements, a will: they carry user properties as well.
    private const int MaxOther = 512 * 1_024;

    private static readonly byte[] MarkBytes = [UserProperty, 0, 1, 0, 0, 0];

    private readonly byte[] _buffer = new byte[3 * 65_536];
    private readonly ArrayBufferWriter<byte> _head = new();
    private readonly ArrayBufferWriter<byte> _kept = new();
    private int _start;
    private int _end;
    private int _served; // of the head
    private long _body; // comes as it is behind the head
    private long _rest; // is left out behind it

    public X509Certificate2 ClientCertificate => inner.ClientCertificate;

    public EndPoint RemoteEndPoint => inner.RemoteEndPoint;

    public EndPoint LocalEndPoint => inner.LocalEndPoint;

    public bool IsSecureConnection => inner.IsSecureConnection;

    public Task ConnectAsync(CancellationToken cancellationToken) => inner.ConnectAsync(cancellationToken);

    public Task DisconnectAsync(CancellationToken cancellationToken) => inner.DisconnectAsync(cancellationToken);

    public Task WriteAsync(ReadOnlySequence<byte> buffer, bool isEndOfPacket, CancellationToken cancellationToken) =>
        inner.WriteAsync(buffer, isEndOfPacket, cancellationToken);

    public void Dispose() => inner.Dispose();

    public async Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken)
    {
        try
        {
            if (_served == _head.WrittenCount && _body == 0)
                await BeginAsync(cancellationToken);
            return _served < _head.WrittenCount
                ? ServeHead(buffer.AsSpan(offset, count))
                : await ServeBodyAsync(buffer.AsMemory(offset, count), cancellationToken);
        }
        catch (EndOfStreamException)
        {
            return 0; // which the library takes for the end of the connection
        }
    }

    private bool HasProperties => formatter.ProtocolVersion == MqttProtocolVersion.V500;

    private int ServeHead(Span<byte> target)
    {
        var part = _head.WrittenSpan[_served..];
        part = part[..Math.Min(part.Length, target.Length)];
        part.CopyTo(target);
        _served += part.Length;
        return part.Length;
    }

    private async Task<int> ServeBodyAsync(Memory<byte> target, CancellationToken cancellation)
    {
        if (_start == _end)
            await FillAsync(1, cancellation);
        var count = (int)Math.Min(Math.Min(target.Length, _end - _start), _body);
        _buffer.AsMemory(_start, count).CopyTo(target);
        _start += count;
        _body -= count;
        return count;
    }

    /// <summary>Reads the next packet up to its payload.</summary>
    private async Task BeginAsync(CancellationToken cancellation)
    {
        await SkipAsync(_rest, cancellation);
        (_rest, _served) = (0, 0);
        _head.ResetWrittenCount();
        _kept.ResetWrittenCount();
        var first = await ByteAsync(cancellation);
        var (length, _) = await VariableAsync(cancellation);
        if (first >> 4 != Publish)
        {
            if (length > MaxOther)
                throw new EndOfStreamException(); // nobody sends that
            _head.Write([(byte)first]);
            WriteVariable(_head, length);
            _body = length;
            return;
        }
        var left = (long)length;
        var name = await BytesAsync(
            2 + BinaryPrimitives.ReadUInt16BigEndian((await PeekAsync(2, cancellation)).Span),
            cancellation
        );
        left -= name.Length;
        var id = (first & 6) != 0 ? await BytesAsync(2, cancellation) : [];
        left -= id.Length;
        var stripped = false;
        if (HasProperties)
        {
            var (properties, size) = await VariableAsync(cancellation);
            left -= size + properties;
            stripped = await KeepPropertiesAsync(properties, cancellation);
        }
        if (left < 0)
            throw new EndOfStreamException();
        _body = stripped ? 0 : Math.Min(left, maxBytes);
        _rest = left - _body;
        if (stripped || _rest > 0)
            cut(length);
        WriteHead((byte)first, name, id);
    }

    private void WriteHead(byte first, byte[] name, byte[] id)
    {
        var properties = new ArrayBufferWriter<byte>();
        if (HasProperties)
        {
            WriteVariable(properties, _kept.WrittenCount);
            properties.Write(_kept.WrittenSpan);
        }
        _head.Write([first]);
        WriteVariable(_head, (int)(name.Length + id.Length + properties.WrittenCount + _body));
        _head.Write(name);
        _head.Write(id);
        _head.Write(properties.WrittenSpan);
    }

    /// <summary>Reads the properties; true when the user properties are too many and were left out.</summary>
    private async Task<bool> KeepPropertiesAsync(int length, CancellationToken cancellation)
    {
        var others = new ArrayBufferWriter<byte>();
        var (count, bytes) = (0, 0L);
        for (var left = length; left > 0; )
        {
            var (kind, size) = await MeasureAsync(cancellation);
            if ((left -= size) < 0)
                throw new EndOfStreamException();
            if (kind != UserProperty)
                others.Write((await PeekAsync(size, cancellation)).Span);
            if (others.WrittenCount > MaxPropertyBytes)
                throw new EndOfStreamException();
            count += kind == UserProperty ? 1 : 0;
            bytes += size;
            if (count <= MaxProperties && bytes <= MaxPropertyBytes)
                _kept.Write((await PeekAsync(size, cancellation)).Span);
            await SkipAsync(size, cancellation);
        }
        if (count <= MaxProperties && bytes <= MaxPropertyBytes)
            return false;
        _kept.ResetWrittenCount();
        _kept.Write(others.WrittenSpan);
        _kept.Write(MarkBytes);
        return true;
    }

    /// <summary>Kind and bytes of the property that comes next.</summary>
    private async ValueTask<(int Kind, int Size)> MeasureAsync(CancellationToken cancellation)
    {
        var kind = (await PeekAsync(1, cancellation)).Span[0];
        return kind switch
        {
            0x01 => (kind, 2), // payload format
            0x23 => (kind, 3), // topic alias
            0x02 => (kind, 5), // expiry
            0x03 or 0x08 or 0x09 => (kind, 3 + await TextAsync(1, cancellation)),
            0x0B => (kind, 1 + await VariableSizeAsync(cancellation)), // subscription
            UserProperty => await PairAsync(cancellation),
            _ => throw new EndOfStreamException(),
        };

        async ValueTask<(int, int)> PairAsync(CancellationToken cancellation)
        {
            var name = await TextAsync(1, cancellation);
            return (kind, 5 + name + await TextAsync(3 + name, cancellation));
        }
    }

    private async ValueTask<int> TextAsync(int at, CancellationToken cancellation) =>
        BinaryPrimitives.ReadUInt16BigEndian((await PeekAsync(at + 2, cancellation)).Span[at..]);

    private async ValueTask<int> VariableSizeAsync(CancellationToken cancellation)
    {
        for (var size = 1; size <= 4; size++)
        {
            if ((await PeekAsync(1 + size, cancellation)).Span[size] < 0x80)
                return size;
        }
        throw new EndOfStreamException();
    }

    private async ValueTask<(int Value, int Size)> VariableAsync(CancellationToken cancellation)
    {
        var value = 0;
        for (var size = 1; size <= 4; size++)
        {
            var part = await ByteAsync(cancellation);
            value |= (part & 0x7F) << (7 * (size - 1));
            if (part < 0x80)
                return (value, size);
        }
        throw new EndOfStreamException();
    }

    private static void WriteVariable(ArrayBufferWriter<byte> target, int value)
    {
        do
        {
            target.Write([(byte)((value & 0x7F) | (value > 0x7F ? 0x80 : 0))]);
            value >>= 7;
        } while (value > 0);
    }

    private async ValueTask<int> ByteAsync(CancellationToken cancellation)
    {
        var value = (await PeekAsync(1, cancellation)).Span[0];
        _start++;
        return value;
    }

    private async ValueTask<byte[]> BytesAsync(int count, CancellationToken cancellation)
    {
        var bytes = (await PeekAsync(count, cancellation)).ToArray();
        _start += count;
        return bytes;
    }

    private async ValueTask<ReadOnlyMemory<byte>> PeekAsync(int count, CancellationToken cancellation)
    {
        if (_end - _start < count)
            await FillAsync(count, cancellation);
        return _buffer.AsMemory(_start, count);
    }

    private async ValueTask SkipAsync(long count, CancellationToken cancellation)
    {
        while (count > 0)
        {
            if (_start == _end)
                await FillAsync(1, cancellation);
            var part = (int)Math.Min(count, _end - _start);
            _start += part;
            count -= part;
        }
    }

    /// <summary>Reads on until so many bytes lie in the buffer.</summary>
    private async Task FillAsync(int count, CancellationToken cancellation)
    {
        if (count > _buffer.Length)
            throw new EndOfStreamException();
        _buffer.AsSpan(_start, _end - _start).CopyTo(_buffer);
        (_start, _end) = (0, _end - _start);
        while (_end < count)
        {
            var read = await inner.ReadAsync(_buffer, _end, _buffer.Length - _end, cancellation);
            if (read == 0)
                throw new EndOfStreamException();
            _end += read;
        }
    }
}
