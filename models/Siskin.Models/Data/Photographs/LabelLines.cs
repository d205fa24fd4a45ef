using System.Text.Json;

namespace Siskin.Models.Data.Photographs;

/// <summary>Files of labels: one a line, empty lines apart; a line that is none is named.</summary>
internal static class LabelLines
{
    /// <summary>The name of a file with a JSON object a line.</summary>
    public const string JsonFile = "labels.jsonl";

    /// <summary>Reads every line of a file.</summary>
    /// <param name="path">The file.</param>
    /// <param name="read">Makes a label of a line, or null where the line is none that counts.</param>
    /// <exception cref="InvalidDataException">A line is no label; the message has its number.</exception>
    public static IEnumerable<T> Read<T>(string path, Func<string, T> read) =>
        File.ReadLines(path)
            .Select((text, i) => (Number: i + 1, Text: text))
            .Where(line => line.Text.Trim().Length > 0)
            .Select(line => Labelled(path, line, read));

    /// <summary>Reads the JSON object of every line.</summary>
    /// <exception cref="InvalidDataException">A line is no label; the message has its number.</exception>
    public static IEnumerable<T> ReadJson<T>(string path, Func<JsonElement, T> read) =>
        Read(
            path,
            line =>
            {
                using var document = JsonDocument.Parse(line);
                return read(document.RootElement);
            }
        );

    /// <summary>A text of a label.</summary>
    /// <exception cref="FormatException">It is null.</exception>
    /// <exception cref="KeyNotFoundException">There is none.</exception>
    public static string Text(JsonElement label, string key) =>
        label.GetProperty(key).GetString() ?? throw new FormatException($"{key} is null");

    private static T Labelled<T>(string path, (int Number, string Text) line, Func<string, T> read)
    {
        try
        {
            return read(line.Text);
        }
        catch (Exception error)
            when (error is JsonException or KeyNotFoundException or InvalidOperationException or FormatException)
        {
            throw new InvalidDataException($"{path}, line {line.Number}: {error.Message}", error);
        }
    }
}
