namespace Siskin.Models.Data;

/// <summary>
/// The beginning of a stream of samples with a mixture of its own. A network that sees everything at once learns the text of
/// the answers first and looks at frames late; a few thousand samples of the simplest frames teach it to look.
/// </summary>
public sealed record SampleStage
{
    /// <summary>Samples drawn in this stage.</summary>
    public long Samples { get; init; }

    /// <summary>Relative frequency of each task.</summary>
    public Dictionary<string, double> Tasks { get; init; } = [];
}
