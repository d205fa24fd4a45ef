namespace Siskin.Runtime.Bundles;

/// <summary>
/// A question with a known answer, the bundle's <c>[canary]</c>: a provider that answers it differently computes
/// wrongly.
/// </summary>
/// <param name="Prompt">The question.</param>
/// <param name="Text">The answer of every variant.</param>
public sealed record CanarySample(string Prompt, string Text)
{
    /// <summary>Relative path of the frame, or null for a question about text.</summary>
    public string? Frame { get; init; }

    /// <summary>Sensor text, or null.</summary>
    public string? Sensors { get; init; }
}
