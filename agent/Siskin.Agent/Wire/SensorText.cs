using System.Buffers;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Siskin.Agent.Wire;

/// <summary>
/// Sensor values given as a JSON object or list become the text that devices themselves publish, and that models are
/// trained
/// on: the same JSON without spaces and line breaks, names in their order, numbers as they were written.
/// </summary>
internal static class SensorText
{
    private static readonly JsonWriterOptions Readable = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static string Compact(JsonElement element)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(buffer, Readable))
            element.WriteTo(json);
        return Encoding.UTF8.GetString(buffer.WrittenSpan);
    }
}
