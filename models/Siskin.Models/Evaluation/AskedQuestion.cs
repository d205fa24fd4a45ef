using System.Text.Json;

namespace Siskin.Models.Evaluation;

/// <summary>A question of a file, with the patterns of which a right reply meets one.</summary>
internal sealed record AskedQuestion(
    string Sensors,
    string Prompt,
    IReadOnlyList<string> Accept,
    string Category,
    string Scope
)
{
    /// <summary>Reads the questions of a file, see <see cref="QuestionFile"/>.</summary>
    /// <exception cref="InvalidDataException">A line is not such a question.</exception>
    public static IEnumerable<AskedQuestion> Read(string path)
    {
        var number = 0;
        foreach (var line in File.ReadLines(path))
        {
            number++;
            if (line.Trim().Length > 0)
                yield return Parse(line, path, number);
        }
    }

    private static AskedQuestion Parse(string line, string path, int number)
    {
        try
        {
            using var document = JsonDocument.Parse(line);
            var question = document.RootElement;
            var sensors = question.GetProperty("sensors");
            return new AskedQuestion(
                sensors.ValueKind == JsonValueKind.String ? sensors.GetString()! : sensors.GetRawText(),
                question.GetProperty("prompt").GetString()!,
                [.. question.GetProperty("accept").EnumerateArray().Select(one => one.GetString()!)],
                Text(question, "category"),
                Text(question, "scope")
            );
        }
        catch (Exception error) when (error is JsonException or KeyNotFoundException or InvalidOperationException)
        {
            throw NoQuestion(path, number, error);
        }
    }

    /// <summary>What is wrong with a line.</summary>
    public static InvalidDataException NoQuestion(string path, int number, Exception error) =>
        new($"{path} line {number} is not a question with prompt and accept: {error.Message}", error);

    private static string Text(JsonElement question, string key) =>
        question.TryGetProperty(key, out var value) && value.ValueKind == JsonValueKind.String
            ? value.GetString()!
            : "-";
}
