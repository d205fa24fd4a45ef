using Siskin.Models.Data;
using Siskin.Models.Data.Frames;

namespace Siskin.Models.Tasks;

/// <summary>Draws samples of every task of <see cref="TaskCatalog"/>.</summary>
public sealed class Synthesizer
{
    private readonly Dictionary<string, SampleDrawer> _drawers;

    /// <param name="namePieces">See <see cref="SensorTextOptions.NamePieces"/>; for training.</param>
    public Synthesizer(IReadOnlyList<string>? namePieces = null)
    {
        var options = new SensorTextOptions { NamePieces = namePieces ?? [] };
        _drawers = TaskCatalog.All.ToDictionary(task => task.Name, task => task.Drawer(options));
    }

    /// <summary>The sample of a task and a seed; the same seed always gives the same sample.</summary>
    public Sample Draw(string task, int seed) => Draw(task, seed, severity: 1);

    /// <summary>
    /// The same with frames of another <see cref="FrameOptions.Severity"/>. Sensor text has none, and frames that are
    /// compared with it keep theirs.
    /// </summary>
    /// <exception cref="ArgumentException">There is no task of that name.</exception>
    public Sample Draw(string task, int seed, double severity) =>
        _drawers.TryGetValue(task, out var draw)
            ? draw(seed, severity)
            : throw new ArgumentException(
                $"unknown task '{task}'; there are {string.Join(", ", _drawers.Keys)}",
                nameof(task)
            );
}
