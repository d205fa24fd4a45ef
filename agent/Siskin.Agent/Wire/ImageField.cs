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
    public static ImageReading FromBase64(JsonElement field, string name, int maxBytes)
    {
        if (field.ValueKind != JsonValueKind.String)
            return ImageReading.Refused(400, $"{name} must be a base64 text.");
        var text = JsonMarshal.GetRawUtf8Value(field)[1..^1]; // as it stands in the message, without the quotes
        if (text.Contains((byte)'\\')) // some writers escape '/' or '+'
            text = Encoding.UTF8.GetBytes(field.GetString()!);
        if (!TryPassHeader(ref text))
            return ImageReading.Refused(400, $"{name} is a data URI without \";base64,\".");
        if (Base64.GetMaxDecodedFromUtf8Length(text.Length) > maxBytes + 2L) // 2: padding
            return ImageReading.Refused(413, $"{name} has {text.Length} base64 characters, too many for {maxBytes} bytes.");
        var bytes = new byte[Base64.GetMaxDecodedFromUtf8Length(text.Length)];
        return Base64.DecodeFromUtf8(text, bytes, out _, out var written) == OperationStatus.Done && written > 0
            ? new ImageReading(bytes.AsMemory(0, written), null)
            : ImageReading.Refused(400, $"{name} is not valid base64.");
    }

    /// <summary>On the command line: the path of a file.</summary>
    public static ImageReading FromPath(JsonElement image, RequestLimits limits)
    {
        if (image.ValueKind != JsonValueKind.String)
            return ImageReading.Refused(400, "image must be the path of a file.");
        var path = image.GetString()!;
        try
        {
            RegularFile.Require(path);
            var length = new FileInfo(path).Length;
            return length <= limits.ImageBytes
                ? new ImageReading(RegularFile.ReadAllBytes(path), null)
                : ImageReading.Refused(413, $"\"{path}\" has {length} bytes; at most {limits.ImageBytes} are read.");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException)
        {
            return ImageReading.Refused(400, $"image \"{path}\" cannot be read: {e.Message}");
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

/// <summary>A frame's bytes, or why there are none.</summary>
internal readonly record struct ImageReading(ReadOnlyMemory<byte> Bytes, Rejection? Rejection)
{
    public static ImageReading Refused(int code, string message) => new(default, new Rejection(code, message));
}
