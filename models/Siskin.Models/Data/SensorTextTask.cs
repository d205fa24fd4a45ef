using Siskin.Runtime.Bundles;

namespace Siskin.Models.Data;

/// <summary>
/// A task that is answered from sensor text, and from a frame beside it where <paramref name="Input"/> says so. It is
/// evaluated once more with names, and with layouts, that training never shows.
/// </summary>
/// <param name="Name">Its name.</param>
/// <param name="Prompt">Its prompt.</param>
/// <param name="Draw">Makes what draws the sample of a seed.</param>
/// <param name="Input">What it is answered from.</param>
internal sealed record SensorTextTask(
    string Name,
    string Prompt,
    Func<SensorTextOptions, Func<int, Sample>> Draw,
    TaskInput Input = TaskInput.Text
) : ModelTask(Name, Prompt, Input)
{
    /// <inheritdoc/>
    public override SampleDrawer Drawer(SensorTextOptions options)
    {
        var draw = Draw(options);
        return (seed, _) => draw(seed);
    }
}
