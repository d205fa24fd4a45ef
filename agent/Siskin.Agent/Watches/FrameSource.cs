using System.Text.Json;
using Siskin.Agent.Configuration;
using Siskin.Agent.Frames;
using Siskin.Agent.Wire;
using Siskin.Runtime;
using Siskin.Runtime.Vision;
using SkiaSharp;

namespace Siskin.Agent.Watches;

/// <summary>Gets from a camera's message to what the model looks at.</summary>
/// <param name="inputs">Where the frame is in the message.</param>
/// <param name="view">What part of it counts.</param>
/// <param name="limits">What a frame may cost to decode.</param>
/// <param name="maxBytes">Largest encoded frame.</param>
internal sealed class FrameSource(WatchInputSection inputs, ViewedPart view, FrameLimits limits, int maxBytes)
{
    /// <summary>
    /// Reads the frame of a message. One of which only a part is wanted is decoded and cut here; the caller disposes
    /// it. Any other stays encoded, because the model decodes no more of it than it needs.
    /// </summary>
    public Rejection? Read(ReadOnlyMemory<byte> payload, out ReadOnlyMemory<byte> encoded, out SKBitmap? frame) =>
        Read(payload, out encoded, out frame, out _);

    /// <summary>The same, and whether a frame that was decoded here may be damaged.</summary>
    public Rejection? Read(
        ReadOnlyMemory<byte> payload,
        out ReadOnlyMemory<byte> encoded,
        out SKBitmap? frame,
        out bool doubtful
    )
    {
        frame = null;
        doubtful = false;
        encoded = payload;
        if (inputs.FrameKey is { } key && FromJson(payload, key, out encoded) is { } rejection)
            return rejection;
        if (encoded.IsEmpty)
            return new Rejection(400, "The image is empty: 0 bytes.");
        if (encoded.Length > maxBytes)
            return new Rejection(413, $"The image has {encoded.Length} bytes; at most {maxBytes} are read.");
        return FrameView.Take(ref encoded, view, limits, out frame, out doubtful);
    }

    private Rejection? FromJson(ReadOnlyMemory<byte> payload, string key, out ReadOnlyMemory<byte> frame)
    {
        frame = default;
        try
        {
            using var document = JsonDocument.Parse(payload, new JsonDocumentOptions { MaxDepth = 16 });
            return
                document.RootElement.ValueKind == JsonValueKind.Object
                && document.RootElement.TryGetProperty(key, out var field)
                && field.ValueKind == JsonValueKind.String
                ? ImageField.FromBase64(field, $"The field {key}", maxBytes, out frame)
                : new Rejection(400, $"The message has no text in the field {key}.");
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException) // escapes that form no characters
        {
            return new Rejection(400, "The message is not valid JSON.");
        }
    }
}
