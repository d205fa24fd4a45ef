using System.Buffers.Text;
using System.Runtime.InteropServices;
using System.Text.Json;
using Siskin.Runtime;

namespace Siskin.Agent.Wire;

/// <summary>The two forms of the field <c>image</c>.</summary>
internal static class ImageField
{
    /// <summary>Over MQTT: the encoded frame as base64, whose length is checked before it is decoded.</summary>
    public static ImageReading FromBase64(JsonElement image, RequestLimits limits)
    {
        if (image.ValueKind != JsonValueKind.String)
            return ImageReading.Refused(400, "image must be a base64 text.");
        var encoded = JsonMarshal.GetRawUtf8Value(image)[1..^1]; // without the quotes
        if (Base64.GetMaxDecodedFromUtf8Length(encoded.Length) > limits.ImageBytes + 2L) // 2: padding
            return ImageReading.Refused(
                413,
                $"image has {encoded.Length} base64 characters, too many for {limits.ImageBytes} bytes."
            );
        return image.TryGetBytesFromBase64(out var bytes) && bytes.Length > 0
            ? new ImageReading(bytes, null)
            : ImageReading.Refused(400, "image is not valid base64.");
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
}

/// <summary>A frame's bytes, or why there are none.</summary>
internal readonly record struct ImageReading(ReadOnlyMemory<byte> Bytes, Rejection? Rejection)
{
    public static ImageReading Refused(int code, string message) => new(default, new Rejection(code, message));
}
