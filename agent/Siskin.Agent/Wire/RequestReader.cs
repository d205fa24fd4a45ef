using System.Text;
using Siskin.Runtime;
using Siskin.Runtime.Vision;

namespace Siskin.Agent.Wire;

/// <summary>
/// Turns a message into a request or a rejection, by its content type: JSON, a frame with user properties, or plain
/// text. Without a content type, the content decides. Sizes are checked before anything is decoded.
/// </summary>
internal static class RequestReader
{
    private static readonly UTF8Encoding StrictUtf8 = new(
        encoderShouldEmitUTF8Identifier: false,
        throwOnInvalidBytes: true
    );

    /// <summary>Reads a message.</summary>
    /// <param name="message">The message.</param>
    /// <param name="limits">What a request may weigh.</param>
    /// <param name="request">What it asks; null where it is refused.</param>
    /// <param name="id">Its id, if one could be read, also where it is refused.</param>
    /// <returns>Why there is no request.</returns>
    public static Rejection? Read(
        IncomingMessage message,
        RequestLimits limits,
        out InferenceRequest? request,
        out string? id
    )
    {
        (request, id) = (null, null);
        if (message.Stripped)
            return new Rejection(413, "The message has more than 1,000 user properties or 256 KB of them.");
        if (message.Property("id") is { } name)
        {
            if (!IsId(name))
                return new Rejection(400, IdMessage);
            id = name;
        }
        if (message.Payload.Length > limits.PayloadBytes)
            return new Rejection(
                413,
                $"The payload has {message.Payload.Length} bytes; at most {limits.PayloadBytes} are read."
            );
        if (message.Payload.IsEmpty)
            return new Rejection(400, "The payload is empty.");
        var text = CleanText.Of(message.Payload);
        return KindOf(message.ContentType, text.Span) switch
        {
            PayloadKind.Json => JsonRequestReader.Read(text, limits, files: false, out request, ref id),
            PayloadKind.Image => Complete(
                message,
                message.Property("prompt") ?? "",
                message.Payload,
                limits,
                id,
                out request
            ),
            PayloadKind.Text => ReadText(message, text, limits, id, out request),
            _ => new Rejection(
                415,
                $"Content type \"{Shorten(message.ContentType!)}\" is not read; send application/json, "
                    + $"{string.Join(", ", FrameFormat.All.Select(format => format.MediaType))} or text/plain."
            ),
        };
    }

    internal const string IdMessage =
        "id must be 1 to 128 characters without control characters and without what is no character in Unicode.";

    internal static bool IsId(string id) =>
        id.Length is > 0 and <= RequestLimits.IdChars && MqttText.HasOnlyCharacters(id);

    /// <summary>What is wrong with the sizes of a complete request, or null.</summary>
    internal static Rejection? Validate(InferenceRequest request, RequestLimits limits)
    {
        if (string.IsNullOrWhiteSpace(request.Prompt))
            return new Rejection(400, "prompt is missing.");
        if (request.Prompt.Length > limits.PromptChars)
            return new Rejection(
                413,
                $"prompt has {request.Prompt.Length} characters; at most {limits.PromptChars} are read."
            );
        if (request.Sensors?.Length > limits.SensorChars)
            return new Rejection(
                413,
                $"sensors has {request.Sensors.Length} characters; at most {limits.SensorChars} are read."
            );
        if (request.Image.Length > limits.ImageBytes)
            return new Rejection(
                413,
                $"The image has {request.Image.Length} bytes; at most {limits.ImageBytes} are read."
            );
        if (CleanText.Validate(request.Prompt) is { } prompt)
            return new Rejection(400, $"prompt {prompt}.");
        if (request.Sensors is { } sensors && CleanText.Validate(sensors) is { } objection)
            return new Rejection(400, $"sensors {objection}.");
        return request.MaxTokens is < 1 or > RequestLimits.MostTokens
            ? new Rejection(
                400,
                $"max_tokens = {request.MaxTokens} is not allowed; give 1 to {RequestLimits.MostTokens}."
            )
            : null;
    }

    private static Rejection? ReadText(
        IncomingMessage message,
        ReadOnlyMemory<byte> text,
        RequestLimits limits,
        string? id,
        out InferenceRequest? request
    )
    {
        request = null;
        try
        {
            return Complete(message, StrictUtf8.GetString(text.Span).Trim(), default, limits, id, out request);
        }
        catch (DecoderFallbackException)
        {
            return new Rejection(400, "The text is not valid UTF-8.");
        }
    }

    private static Rejection? Complete(
        IncomingMessage message,
        string prompt,
        ReadOnlyMemory<byte> image,
        RequestLimits limits,
        string? id,
        out InferenceRequest? request
    )
    {
        request = null;
        int? maxTokens = null;
        if (message.Property("max_tokens") is { } number)
        {
            if (!int.TryParse(number, out var value))
                return new Rejection(400, $"max_tokens = \"{Shorten(number)}\" is not a whole number.");
            maxTokens = value;
        }
        if (message.Property("stream") is { } flag && flag is not ("true" or "false"))
            return new Rejection(400, $"stream = \"{Shorten(flag)}\" is not allowed; give true or false.");
        var read = new InferenceRequest(
            id,
            CleanText.Of(prompt),
            CleanText.OfOptional(message.Property("sensors")),
            image,
            maxTokens,
            message.Property("stream") == "true"
        );
        var rejection = Validate(read, limits);
        request = rejection is null ? read : null;
        return rejection;
    }

    private static PayloadKind KindOf(string? type, ReadOnlySpan<byte> payload)
    {
        if (string.IsNullOrWhiteSpace(type))
            return Sniff(payload);
        var semicolon = type.IndexOf(';', StringComparison.Ordinal); // "; charset=utf-8" and the like
        return (semicolon < 0 ? type : type[..semicolon]).Trim().ToLowerInvariant() switch
        {
            "application/json" => PayloadKind.Json,
            "text/plain" => PayloadKind.Text,
            var other => FrameFormat.OfMediaType(other) is null ? PayloadKind.Unknown : PayloadKind.Image,
        };
    }

    private static PayloadKind Sniff(ReadOnlySpan<byte> payload)
    {
        if (payload.TrimStart(" \t\r\n"u8).StartsWith("{"u8))
            return PayloadKind.Json;
        return FrameFormat.Of(payload) is null ? PayloadKind.Text : PayloadKind.Image;
    }

    /// <summary>A text of the sender for a message that also goes to the log: short, and on one line.</summary>
    private static string Shorten(string text)
    {
        var line = string.Concat(text.Take(60).Select(c => char.IsControl(c) ? '?' : c));
        return text.Length <= 60 ? line : line + "…";
    }

    private enum PayloadKind
    {
        Unknown,
        Json,
        Image,
        Text,
    }
}
