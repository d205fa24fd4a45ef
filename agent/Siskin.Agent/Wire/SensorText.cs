using System.Buffers;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Siskin.Agent.Wire;

/// <summary>
/// Turns sensor values given as a JSON object or list into the text that devices themselves publish and that models are
/// trained on: the same JSON without spaces and line breaks, names in their order, numbers as they were written.
/// </summary>
internal static class SensorText
{
    private static readonly JsonWriterOptions Readable = new()
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    public static string Compact(JsonElement element)
    {
        var text = Write(element, (json, whole) => whole.WriteTo(json));
        return
            text.Contains(@"\u0000", StringComparison.Ordinal)
            || text.Contains(@"\uFEFF", StringComparison.OrdinalIgnoreCase)
            || text.Contains('\uFEFF', StringComparison.Ordinal)
            ? Write(element, WriteClean)
            : text;
    }

    private static string Write(JsonElement element, Action<Utf8JsonWriter, JsonElement> write)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(buffer, Readable))
            write(json, element);
        return Encoding.UTF8.GetString(buffer.WrittenSpan);
    }

    // The same with every string freed of what surrounds it.
    private static void WriteClean(Utf8JsonWriter json, JsonElement element)
    {
        switch (element.ValueKind)
        {
            case JsonValueKind.Object:
                json.WriteStartObject();
                foreach (var field in element.EnumerateObject())
                {
                    json.WritePropertyName(field.Name);
                    WriteClean(json, field.Value);
                }
                json.WriteEndObject();
                break;
            case JsonValueKind.Array:
                json.WriteStartArray();
                foreach (var item in element.EnumerateArray())
                    WriteClean(json, item);
                json.WriteEndArray();
                break;
            case JsonValueKind.String:
                json.WriteStringValue(CleanText.Of(element.GetString()!));
                break;
            default:
                element.WriteTo(json);
                break;
        }
    }
}
