using System.Text.Json;

namespace Siskin.Models.Comparison;

/// <summary>What came out of one run; a file in its folder says that it is finished.</summary>
/// <param name="Arm">Folder of its arm.</param>
/// <param name="Seed">Its seed.</param>
/// <param name="Parameters">Weights of the network.</param>
/// <param name="Steps">Optimizer steps.</param>
/// <param name="Samples">Samples learnt from.</param>
/// <param name="Flops">Counted operations of the training, a teacher's answers included.</param>
/// <param name="Tasks">Scores on held-out samples.</param>
internal sealed record RunScores(
    string Arm,
    int Seed,
    long Parameters,
    int Steps,
    long Samples,
    double Flops,
    IReadOnlyList<TaskScore> Tasks
)
{
    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true };

    /// <summary>The scores of a run, or null while it is not finished.</summary>
    public static RunScores? Read(string folder) =>
        File.Exists(PathIn(folder)) ? JsonSerializer.Deserialize<RunScores>(File.ReadAllText(PathIn(folder))) : null;

    /// <summary>Writes the file.</summary>
    public void Save(string folder)
    {
        var temporary = PathIn(folder) + ".part";
        File.WriteAllText(temporary, JsonSerializer.Serialize(this, Indented));
        File.Move(temporary, PathIn(folder), overwrite: true);
    }

    private static string PathIn(string folder) => Path.Combine(folder, "scores.json");
}
