using Siskin.Models.Data;
using Siskin.Models.Data.Frames;

namespace Siskin.Models.Evaluation;

/// <summary>
/// One picture for each variant with the first wrongly read frames of every set; under each what was expected and what
/// came.
/// </summary>
internal sealed class FailureSheet
{
    private const int PerSet = 6;

    private readonly Dictionary<string, Dictionary<string, List<Sample>>> _variants = [];

    /// <summary>Adds a failure, unless it has no frame or its set has enough.</summary>
    public void Add(Failure failure)
    {
        if (failure.Sample.Frame is null)
            return;
        if (!_variants.TryGetValue(failure.Variant, out var sets))
            _variants[failure.Variant] = sets = [];
        if (!sets.TryGetValue(failure.Set.Name, out var samples))
            sets[failure.Set.Name] = samples = [];
        if (samples.Count < PerSet)
            samples.Add(failure.Sample with { Answer = $"{failure.Sample.Answer} / {failure.Reply}" });
    }

    /// <summary>Writes <c>{folder}/{variant}.png</c>, set after set.</summary>
    public void Write(string folder)
    {
        foreach (var (variant, sets) in _variants)
        {
            Directory.CreateDirectory(folder);
            var sheet = ContactSheet.Draw(
                [.. sets.Values.SelectMany(samples => samples)],
                columns: PerSet,
                cellWidth: 170,
                cellHeight: 110
            );
            File.WriteAllBytes(Path.Combine(folder, variant + ".png"), sheet);
        }
    }
}
