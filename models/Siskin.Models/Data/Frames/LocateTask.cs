using Siskin.Runtime.Bundles;

namespace Siskin.Models.Data.Frames;

/// <summary>
/// Finds the instrument that a question is about: four whole numbers, percent of the frame's width and height, of its
/// left, top, right and bottom edge; "none" where it is not in the frame.
/// </summary>
internal sealed record LocateTask() : ModelTask("locate", SceneSynthesizer.Prompt, TaskInput.Frame)
{
    /// <summary>Half of the union of both boxes in common: found, by the custom of the field.</summary>
    public static Scoring Found { get; } = new(ScoringKind.Overlap, 0.5);

    /// <summary>The task.</summary>
    public static ModelTask Locate { get; } =
        new LocateTask
        {
            Wordings = [.. FrameTasks.All.Select(task => $"{SceneSynthesizer.Prompt} {task.Prompt}")],
            CorpusAnswers = ["07 31 93 62", SceneSynthesizer.Nowhere],
        };

    /// <inheritdoc/>
    public override SampleDrawer Drawer(SensorTextOptions options) =>
        (seed, severity) => FrameSynthesizer.Usual.NextPlace(seed, severity);
}
