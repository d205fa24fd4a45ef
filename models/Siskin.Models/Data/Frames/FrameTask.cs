using Siskin.Runtime.Bundles;

namespace Siskin.Models.Data.Frames;

/// <summary>A task that is answered from a frame.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Prompt">Its prompt.</param>
/// <param name="Instrument">Makes what draws its frames.</param>
internal sealed record FrameTask(string Name, string Prompt, Func<FrameFonts, FrameOptions, IInstrument> Instrument)
    : ModelTask(Name, Prompt, TaskInput.Frame)
{
    /// <summary>Whether its frames may show the instrument in its surroundings, not only close by.</summary>
    public bool IsInScenes { get; init; }

    /// <summary>Whether none of its frames shows a pointer on a scale.</summary>
    public bool HasNoScale { get; init; }

    /// <summary>How often, beside the others, the task that finds instruments looks for this one; 0 never.</summary>
    public double Sought { get; init; }

    /// <inheritdoc/>
    public override SampleDrawer Drawer(SensorTextOptions options) =>
        (seed, severity) => FrameSynthesizer.Usual.Next(Name, seed, severity);

    /// <summary>The task's own prompt with the given share (0..1), else one of its other wordings.</summary>
    public string DrawPrompt(Random rng, double canonicalShare) =>
        rng.NextDouble() < canonicalShare ? Prompt : rng.PickFrom(Wordings);
}
