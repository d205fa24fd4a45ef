using System.Globalization;
using System.Text.Json;

namespace Siskin.Agent.Commands;

/// <summary>One line of <c>demo.jsonl</c>.</summary>
/// <param name="Kind"><c>frame</c> or <c>text</c>.</param>
/// <param name="Image">File of the frame, relative to the manifest's folder; for frames.</param>
/// <param name="Prompt">The question.</param>
/// <param name="Sensors">Sensor text; for texts.</param>
/// <param name="Expected">The right answer.</param>
/// <param name="Tolerance">Largest difference at which a number still counts as right; 0 asks for the same
/// text.</param>
/// <param name="Period">Value at which the scale closes (10 for a 0-9 dial); 0 for an open scale.</param>
internal sealed record DemoSample(
    string Kind,
    string? Image,
    string Prompt,
    string? Sensors,
    string Expected,
    double Tolerance = 0,
    double Period = 0
)
{
    /// <summary>Name of the manifest in a folder of samples.</summary>
    public const string ManifestName = "demo.jsonl";

    /// <summary>Reads the manifest of a folder.</summary>
    /// <exception cref="CommandException">It is missing or has a wrong line.</exception>
    public static IReadOnlyList<DemoSample> ReadAll(string folder)
    {
        var path = Path.Combine(folder, ManifestName);
        if (!File.Exists(path))
            throw CommandException.Usage(
                $"\"{path}\" does not exist; name the folder of the samples with --samples DIR."
            );
        var samples = new List<DemoSample>();
        var number = 0;
        foreach (var line in File.ReadLines(path))
        {
            number++;
            if (line.Length > 0)
                samples.Add(Read(line, folder) ?? throw CommandException.Usage($"{path}:{number} is not a sample."));
        }
        return samples.Count > 0 ? samples : throw CommandException.Usage($"{path} has no samples.");
    }

    /// <summary>Whether <paramref name="text"/> answers the question.</summary>
    public bool IsRight(string text)
    {
        var (given, wanted) = (text.Trim(), Expected.Trim());
        if (given == wanted)
            return true;
        if (Tolerance <= 0 || Split(given) is not { } a || Split(wanted) is not { } b || a.Unit != b.Unit)
            return false;
        var distance = Math.Abs(a.Number - b.Number);
        if (Period > 0)
            distance = Math.Min(distance % Period, Period - (distance % Period));
        return distance <= Tolerance + 1e-9; // both numbers are decimal fractions
    }

    private static DemoSample? Read(string line, string folder)
    {
        try
        {
            var sample = JsonSerializer.Deserialize(line, CommandJson.Default.DemoSample);
            if (sample?.Prompt is null || sample.Expected is null)
                return null;
            return sample.Kind switch
            {
                "frame" when sample.Image is not null && File.Exists(Path.Combine(folder, sample.Image)) => sample,
                "text" when sample.Sensors is not null => sample,
                _ => null,
            };
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static (double Number, string Unit)? Split(string text)
    {
        var end = 0;
        while (end < text.Length && (char.IsAsciiDigit(text[end]) || text[end] is '.' or '-' or '+'))
            end++;
        return double.TryParse(text[..end], NumberStyles.Float, CultureInfo.InvariantCulture, out var number)
            ? (number, text[end..].Trim())
            : null;
    }
}
