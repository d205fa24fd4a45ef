using System.Globalization;
using System.Text.Json;
using Siskin.Models.Data.Frames;
using Siskin.Models.Data.Photographs;

namespace Siskin.Models.Evaluation.Photos;

/// <summary>
/// Reads the labels of a folder of photographs. Either <c>labels.jsonl</c>, an object a line: <c>image</c>,
/// <c>kind</c>, <c>question</c> with <c>options</c> or <c>prompt</c> without, <c>answer</c>; an answer without options
/// is a whole number, right to the unit. Or <c>labels.tsv</c>, in the folder or above it, with the columns name, kind
/// (a task about frames) and truth: digits, or a value over the span of its scale, see <see cref="Reading"/>.
/// </summary>
internal static class PhotoFolder
{
    private const string Table = "labels.tsv";
    private const string Header = "name\tkind\ttruth";

    /// <summary>The photographs of a folder, in the order of its labels.</summary>
    /// <exception cref="InvalidDataException">A label is not as it should be, or its photograph is missing.</exception>
    /// <exception cref="FileNotFoundException">There are no labels.</exception>
    public static IReadOnlyList<Photo> Read(string folder)
    {
        var lines = Path.Combine(folder, LabelLines.JsonFile);
        if (File.Exists(lines))
            return [.. LabelLines.ReadJson(lines, label => FromJson(folder, label))];
        var table =
            new[] { Path.Combine(folder, Table), Path.Combine(folder, "..", Table) }.FirstOrDefault(File.Exists)
            ?? throw new FileNotFoundException(
                $"'{folder}' has neither {LabelLines.JsonFile} nor {Table}, nor has the folder above"
            );
        return [.. LabelLines.Read(table, line => line == Header ? null : FromTable(folder, line)).OfType<Photo>()];
    }

    private static Photo FromJson(string folder, JsonElement label)
    {
        string Text(string key) => LabelLines.Text(label, key);
        var answer = Text("answer");
        string[] options = label.TryGetProperty("options", out var given)
            ? [.. given.EnumerateArray().Select(option => option.GetString()!)]
            : [];
        var prompt = label.TryGetProperty("question", out var question) ? question.GetString()! : Text("prompt");
        if (options.Length > 0)
            return new Photo(FileOf(folder, Text("image")), Text("kind"), prompt, options, reply => reply == answer);
        var whole = double.Parse(answer, NumberStyles.Float, CultureInfo.InvariantCulture);
        return new Photo(
            FileOf(folder, Text("image")),
            Text("kind"),
            prompt,
            options,
            reply => Reading.IsWhole(reply, whole)
        );
    }

    private static Photo FromTable(string folder, string line)
    {
        if (line.Split('\t') is not [var name, var kind, var truth])
            throw new FormatException($"expected name, kind and truth with tabs between them, not '{line}'");
        var task =
            FrameTasks.All.FirstOrDefault(task => task.Name == kind)
            ?? throw new FormatException(
                $"the kind is '{kind}'; allowed: {string.Join(", ", FrameTasks.All.Select(known => known.Name))}"
            );
        Func<string, bool> isRight = truth.Contains('/')
            ? reply => Reading.IsOnScale(reply, truth)
            : reply => Reading.IsDigits(reply, truth);
        _ = isRight(""); // a truth that cannot be read is found here
        return new Photo(FileOf(folder, name), kind, task.Prompt, [], isRight);
    }

    private static string FileOf(string folder, string name)
    {
        if (Path.GetFileName(name) != name)
            throw new FormatException($"'{name}' is no file name of this folder");
        return new[] { name, name + ".jpg", name + ".png", name + ".webp" }
                .Select(file => Path.Combine(folder, file))
                .FirstOrDefault(File.Exists)
            ?? throw new FormatException($"'{name}' is not in {folder}");
    }
}
