using System.Text;
using Siskin.Runtime;
using Siskin.Runtime.Vision;

namespace Siskin.Agent.Wire;

/// <summary>
/// Turns a message into a request or a rejection, by its content type: JSON, a frame with user properties, or plain
/// text. Without a content type, the content decides. Sizes are checked before anything is decoded.
/// </summary>
internal sealed class RequestReader(RequestLimits limits)
{
    private static readonly UTF8Encoding StrictUtf8 = new(
        encoderShouldEmitUTF8Identifier: false,
        throwOnInvalidBytes: true
    );

    private readonly JsonRequestReader _json = new(
        limits,
        static (field, limits) => ImageField.FromBase64(field, "image", limits.ImageBytes)
    );

    public RequestReading Read(IncomingMessage message)
    {
        if (message.Stripped)
            return RequestReading.Refused(413, "The message has more than 1,000 user properties or 256 KB of them.");
        var id = message.Property("id");
        if (id is not null && !IsId(id))
            return RequestReading.Refused(400, IdMessage, null);
        if (message.Payload.Length > limits.PayloadBytes)
            return RequestReading.Refused(
                413,
                $"The payload has {message.Payload.Length} bytes; at most {limits.PayloadBytes} are read.",
                id
            );
        if (message.Payload.IsEmpty)
            return RequestReading.Refused(400, "The payload is empty.", id);
        var text = CleanText.Of(message.Payload);
        return KindOf(message.ContentType, text.Span) switch
        {
            PayloadKind.Json => _json.Read(text, id),
            PayloadKind.Image => ReadImage(message, id),
            PayloadKind.Text => ReadText(message, text, id),
            _ => RequestReading.Refused(
                415,
                $"Content type \"{Shorten(message.ContentType!)}\" is not read; send application/json, "
                    + $"{string.Join(", ", FrameFormat.All.Select(format => format.MediaType))} or text/plain.",
                id
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
        return request.MaxTokens is < 1 or > RequestLimits.MaxTokens
            ? new Rejection(
                400,
                $"max_tokens = {request.MaxTokens} is not allowed; give 1 to {RequestLimits.MaxTokens}."
            )
            : null;
    }

    private RequestReading ReadImage(IncomingMessage message, string? id) =>
        Complete(message, message.Property("prompt") ?? "", message.Payload, id);

    private RequestReading ReadText(IncomingMessage message, ReadOnlyMemory<byte> text, string? id)
    {
        try
        {
            return Complete(message, StrictUtf8.GetString(text.Span).Trim(), default, id);
        }
        catch (DecoderFallbackException)
        {
            return RequestReading.Refused(400, "The text is not valid UTF-8.", id);
        }
    }

    private RequestReading Complete(IncomingMessage message, string prompt, ReadOnlyMemory<byte> image, string? id)
    {
        int? maxTokens = null;
        if (message.Property("max_tokens") is { } number)
        {
            if (!int.TryParse(number, out var value))
                return RequestReading.Refused(400, $"max_tokens = \"{Shorten(number)}\" is not a whole number.", id);
            maxTokens = value;
        }
        if (message.Property("stream") is { } flag && flag is not ("true" or "false"))
            return RequestReading.Refused(400, $"stream = \"{Shorten(flag)}\" is not allowed; give true or false.", id);
        var request = new InferenceRequest(
            id,
            CleanText.Of(prompt),
            CleanText.OfOptional(message.Property("sensors")),
            image,
            maxTokens,
            message.Property("stream") == "true"
        );
        return Validate(request, limits) is { } rejection
            ? new RequestReading(null, rejection, id)
            : RequestReading.Of(request);
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
