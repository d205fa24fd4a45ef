namespace Siskin.Models.Data;

/// <summary>
/// The beginning of a stream of samples with a mixture of its own. A network that sees everything at once learns the
/// text of the answers first and looks at frames late; some samples of the simplest frames, in good light, teach it to
/// look.
/// </summary>
public sealed record SampleStage
{
    /// <summary>Samples drawn in this stage.</summary>
    public long Samples { get; init; }

    /// <summary>Strength of light faults, blur, noise and compression in frames, 0..1.</summary>
    public double Severity { get; init; } = 1;

    /// <summary>Relative frequency of each task.</summary>
    public Dictionary<string, double> Tasks { get; init; } = [];
}
