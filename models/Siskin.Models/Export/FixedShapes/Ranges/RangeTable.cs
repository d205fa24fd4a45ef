using System.Text.Json;

namespace Siskin.Models.Export.FixedShapes.Ranges;

/// <summary>The smallest and the largest value that a tensor took.</summary>
internal readonly record struct ValueRange(float Low, float High)
{
    /// <summary>The range of both.</summary>
    public ValueRange With(ValueRange other) => new(Math.Min(Low, other.Low), Math.Max(High, other.High));
}

/// <summary>
/// What the tensors of all graphs were seen to hold, by name; buckets of one graph share their names.
/// </summary>
internal sealed class RangeTable
{
    private static readonly JsonSerializerOptions Layout = new() { WriteIndented = true };

    private readonly Dictionary<string, ValueRange> _ranges = [];

    /// <summary>Number of samples that were run.</summary>
    public int Samples { get; set; }

    /// <summary>Where the samples come from, in words.</summary>
    public string Source { get; set; } = "";

    /// <summary>Every tensor's range.</summary>
    public IReadOnlyDictionary<string, ValueRange> Ranges => _ranges;

    /// <summary>Adds what a tensor held.</summary>
    /// <exception cref="InvalidDataException">The range is not finite.</exception>
    public void Add(string tensor, ValueRange range)
    {
        if (!float.IsFinite(range.Low) || !float.IsFinite(range.High))
            throw new InvalidDataException(
                $"tensor {tensor} holds {range.Low} to {range.High}; it cannot be quantized"
            );
        _ranges[tensor] = _ranges.TryGetValue(tensor, out var old) ? old.With(range) : range;
    }

    /// <summary>Writes the table for inspection: samples, their source, and [low, high] by tensor.</summary>
    public void Save(string path)
    {
        using var file = File.Create(path);
        JsonSerializer.Serialize(
            file,
            new
            {
                source = Source,
                samples = Samples,
                ranges = _ranges
                    .OrderBy(entry => entry.Key, StringComparer.Ordinal)
                    .ToDictionary(entry => entry.Key, entry => new[] { entry.Value.Low, entry.Value.High }),
            },
            Layout
        );
    }
}
