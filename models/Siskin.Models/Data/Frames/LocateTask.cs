using Siskin.Runtime.Bundles;

namespace Siskin.Models.Data.Frames;

/// <summary>
/// Finds the instrument that a question is about: four whole numbers, percent of the frame's width and height, of its
/// left, top, right and bottom edge; "none" where it is not in the frame.
/// </summary>
internal sealed record LocateTask() : ModelTask("locate", SceneSynthesizer.Prompt, TaskInput.Frame)
{
    /// <inheritdoc/>
    public override SampleDrawer Drawer(SensorTextOptions options) =>
        (seed, severity) => FrameSynthesizer.Usual.NextPlace(seed, severity);
}
