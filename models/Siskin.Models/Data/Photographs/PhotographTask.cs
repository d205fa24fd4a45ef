using Siskin.Runtime.Bundles;

namespace Siskin.Models.Data.Photographs;

/// <summary>
/// Photographs of real instruments with questions of their own. Its samples are files and not drawings: training has
/// them where it is given their folder, and nothing else draws it.
/// </summary>
internal sealed record PhotographTask() : ModelTask("photograph", "What does the instrument show?", TaskInput.Frame)
{
    /// <inheritdoc/>
    public override bool IsDrawn => false;

    /// <inheritdoc/>
    public override SampleDrawer Drawer(SensorTextOptions options) =>
        (_, _) =>
            throw new InvalidOperationException(
                "the task 'photograph' wants a folder of photographs: siskin-models train --photographs DIR"
            );
}
