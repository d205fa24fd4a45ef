using System.Buffers;
using System.Globalization;
using System.Text.Json;

namespace Siskin.Agent.Wire;

/// <summary>Writes requests as clients send them.</summary>
internal static class RequestWriter
{
    /// <summary>The JSON form, with the frame in base64.</summary>
    public static OutgoingMessage Json(string topic, InferenceRequest request)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartObject();
            if (request.Id is not null)
                json.WriteString("id", request.Id);
            json.WriteString("prompt", request.Prompt);
            if (request.Sensors is not null)
                json.WriteString("sensors", request.Sensors);
            if (!request.Image.IsEmpty)
                json.WriteBase64String("image", request.Image.Span);
            if (request.MaxTokens is { } max)
                json.WriteNumber("max_tokens", max);
            if (request.Stream)
                json.WriteBoolean("stream", true);
            json.WriteEndObject();
        }
        return new OutgoingMessage(topic, buffer.WrittenMemory) { ContentType = OutgoingMessage.Json };
    }

    /// <summary>The frame as it is, the rest in user properties (MQTT 5).</summary>
    public static OutgoingMessage Frame(string topic, InferenceRequest request, string contentType)
    {
        var properties = new List<KeyValuePair<string, string>> { new("prompt", request.Prompt) };
        if (request.Id is not null)
            properties.Add(new("id", request.Id));
        if (request.Sensors is not null)
            properties.Add(new("sensors", request.Sensors));
        if (request.MaxTokens is { } max)
            properties.Add(new("max_tokens", max.ToString(CultureInfo.InvariantCulture)));
        if (request.Stream)
            properties.Add(new("stream", "true"));
        return new OutgoingMessage(topic, request.Image) { ContentType = contentType, Properties = properties };
    }
}
