using System.Buffers;
using System.Buffers.Text;
using System.Runtime.InteropServices;
using System.Text;
using System.Text.Json;
using Siskin.Runtime;

namespace Siskin.Agent.Wire;

/// <summary>The two forms of a field that holds a frame: base64, or the path of a file.</summary>
internal static class ImageField
{
    /// <summary>
    /// Over MQTT, in requests and in messages of cameras: base64, alone or as a data URI (RFC 2397). Its length is held
    /// before it is decoded.
    /// </summary>
    /// <param name="field">The field.</param>
    /// <param name="name">What it is called, for messages.</param>
    /// <param name="maxBytes">Largest frame.</param>
    /// <param name="bytes">The frame.</param>
    /// <returns>Why there is none.</returns>
    public static Rejection? FromBase64(JsonElement field, string name, int maxBytes, out ReadOnlyMemory<byte> bytes)
    {
        bytes = default;
        if (field.ValueKind != JsonValueKind.String)
            return new Rejection(400, $"{name} must be a base64 text.");
        var text = JsonMarshal.GetRawUtf8Value(field)[1..^1]; // as it stands in the message, without the quotes
        if (text.Contains((byte)'\\')) // some writers escape '/' or '+'
            text = Encoding.UTF8.GetBytes(field.GetString()!);
        if (!TryPassHeader(ref text))
            return new Rejection(400, $"{name} is a data URI without \";base64,\".");
        if (Base64.GetMaxDecodedFromUtf8Length(text.Length) > maxBytes + 2L) // 2: padding
            return new Rejection(413, $"{name} has {text.Length} base64 characters, too many for {maxBytes} bytes.");
        var decoded = new byte[Base64.GetMaxDecodedFromUtf8Length(text.Length)];
        if (Base64.DecodeFromUtf8(text, decoded, out _, out var written) != OperationStatus.Done || written == 0)
            return new Rejection(400, $"{name} is not valid base64.");
        bytes = decoded.AsMemory(0, written);
        return null;
    }

    /// <summary>On the command line: the path of a file.</summary>
    /// <param name="image">The field.</param>
    /// <param name="maxBytes">Largest frame.</param>
    /// <param name="bytes">The frame.</param>
    /// <returns>Why there is none.</returns>
    public static Rejection? FromPath(JsonElement image, int maxBytes, out ReadOnlyMemory<byte> bytes)
    {
        bytes = default;
        if (image.ValueKind != JsonValueKind.String)
            return new Rejection(400, "image must be the path of a file.");
        var path = image.GetString()!;
        try
        {
            RegularFile.Require(path);
            var length = new FileInfo(path).Length;
            if (length > maxBytes)
                return new Rejection(413, $"\"{path}\" has {length} bytes; at most {maxBytes} are read.");
            bytes = RegularFile.ReadAllBytes(path);
            return null;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException)
        {
            return new Rejection(400, $"image \"{path}\" cannot be read: {e.Message}");
        }
    }

    // data:image/jpeg;base64,... What the header says the frame is does not count: its content does.
    private static bool TryPassHeader(ref ReadOnlySpan<byte> text)
    {
        if (text.Length < 5 || !Ascii.EqualsIgnoreCase(text[..5], "data:"u8))
            return true;
        var comma = text.IndexOf((byte)',');
        if (comma < 0 || !text[..comma].EndsWith(";base64"u8))
            return false;
        text = text[(comma + 1)..];
        return true;
    }
}
