using Siskin.Models.Architecture;

namespace Siskin.Models.Comparison;

/// <summary>One arm of a comparison, of which there is a run for every seed.</summary>
/// <param name="Name">What tables call it.</param>
/// <param name="Folder">Name of its folder.</param>
/// <param name="Model">Sizes of its network.</param>
/// <param name="Steps">Optimizer steps.</param>
/// <param name="DecaySteps">Steps in which the rates fall, at the end.</param>
internal sealed record ComparedArm(string Name, string Folder, ModelOptions Model, int Steps, int DecaySteps)
{
    /// <summary>Whether it learns from a teacher.</summary>
    public bool IsDistilled { get; init; }

    /// <summary>
    /// The arm whose training is this one's up to <see cref="ForkStep"/>, and is not computed twice; null for none.
    /// </summary>
    public ComparedArm? ForkOf { get; init; }

    /// <summary>The step up to which it is the other arm's.</summary>
    public int ForkStep { get; init; }

    /// <summary>
    /// What it has in common with the encoder-decoder: <c>data</c> (the same samples), <c>flops</c> (as many counted
    /// operations), or <c>both</c>, for that one itself.
    /// </summary>
    public string Match { get; init; } = "both";
}
