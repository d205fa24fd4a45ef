using System.Text.Json;
using Siskin.Models.Recipes;

namespace Siskin.Models.Comparison;

/// <summary>A file that says what a folder compares, so that runs of different recipes never meet in a table.</summary>
internal static class ComparisonRecord
{
    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true };

    /// <summary>Writes the file, or compares with the one that is there. Seeds and arms may be added later.</summary>
    /// <exception cref="InvalidDataException">The folder compares something else.</exception>
    public static void Keep(string folder, Recipe recipe, ComparisonOptions options)
    {
        var path = Path.Combine(folder, "comparison.json");
        var record = JsonSerializer.Serialize(
            new
            {
                recipe.Model,
                recipe.Training,
                recipe.Tasks,
                options.Teacher,
                options.TeacherWidth,
                options.TeacherSteps,
                options.DistillFrom,
                options.Distinct,
                options.Samples,
            },
            Indented
        );
        if (File.Exists(path) && File.ReadAllText(path) != record)
            throw new InvalidDataException(
                $"{path}: this folder compares another recipe, teacher or number of samples; choose another folder, or "
                    + "the options of this one"
            );
        Directory.CreateDirectory(folder);
        File.WriteAllText(path, record);
    }
}
