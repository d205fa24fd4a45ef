using System.Text;
using System.Text.Json;

namespace Siskin.Agent.Wire;

/// <summary>
/// Sensor values given as a JSON object become text that the model was trained on: one <c>path=value</c> line per value, in the
/// order of the document; nested names are joined with dots, elements of lists are numbered from 0. Texts stand without quotes,
/// numbers as they were written, null as <c>null</c>.
/// </summary>
internal static class SensorText
{
    /// <param name="element">An object or a list.</param>
    /// <param name="atMost">Characters after which it stops; the caller refuses a text of that length.</param>
    public static string Flatten(JsonElement element, int atMost)
    {
        var text = new StringBuilder();
        Append(text, element, "", atMost);
        return text.Length > atMost ? text.ToString(0, atMost) : text.ToString();
    }

    private static void Append(StringBuilder text, JsonElement element, string path, int atMost)
    {
        if (text.Length >= atMost)
            return;
        switch (element.ValueKind)
        {
            case JsonValueKind.Object:
                foreach (var property in element.EnumerateObject())
                    Append(text, property.Value, path.Length == 0 ? property.Name : $"{path}.{property.Name}", atMost);
                break;
            case JsonValueKind.Array:
                var index = 0;
                foreach (var item in element.EnumerateArray())
                    Append(text, item, path.Length == 0 ? $"{index++}" : $"{path}.{index++}", atMost);
                break;
            default:
                if (text.Length > 0)
                    text.Append('\n');
                text.Append(path).Append('=').Append(element.ValueKind == JsonValueKind.String ? element.GetString() : element.GetRawText());
                break;
        }
    }
}
