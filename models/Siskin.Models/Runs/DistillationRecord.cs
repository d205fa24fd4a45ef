using System.Text.Json;
using Siskin.Models.Training.Distillation;

namespace Siskin.Models.Runs;

/// <summary>
/// A file beside a run's checkpoint that says how it is distilled, so that it is not gone on with otherwise by mistake.
/// </summary>
internal static class DistillationRecord
{
    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true };

    /// <summary>Writes the file, or compares with the one that is there.</summary>
    /// <exception cref="InvalidDataException">The run was begun with another teacher or other options.</exception>
    public static void Keep(string folder, string teacher, DistillationOptions options)
    {
        var path = Path.Combine(folder, "distillation.json");
        var record = JsonSerializer.Serialize(new { Teacher = teacher, Options = options }, Indented);
        if (File.Exists(path) && File.ReadAllText(path) is var before && before != record)
            throw new InvalidDataException(
                $"{path}: this run was begun with another teacher or other options; go on with those, or begin a new "
                    + "run"
            );
        Directory.CreateDirectory(folder);
        File.WriteAllText(path, record);
    }
}
