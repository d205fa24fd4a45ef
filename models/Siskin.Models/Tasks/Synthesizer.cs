using Siskin.Models.Data;
using Siskin.Models.Data.Frames;
using Siskin.Models.Data.Photographs;

namespace Siskin.Models.Tasks;

/// <summary>Draws samples of every task of <see cref="TaskCatalog"/>.</summary>
public sealed class Synthesizer
{
    private readonly Dictionary<string, SampleDrawer> _drawers;

    /// <param name="namePieces">See <see cref="SensorTextOptions.NamePieces"/>; for training.</param>
    /// <param name="photographs">
    /// A folder of labelled photographs (see <see cref="PhotographSamples"/>) for the task that is made of them and
    /// for what stands behind drawn instruments; null for neither.
    /// </param>
    public Synthesizer(IReadOnlyList<string>? namePieces = null, string? photographs = null)
    {
        var options = new SensorTextOptions { NamePieces = namePieces ?? [] };
        _drawers = TaskCatalog.All.ToDictionary(task => task.Name, task => task.Drawer(options));
        if (photographs is null)
            return;
        var samples = PhotographSamples.Read(photographs);
        _drawers[PhotographTask.Photograph.Name] = samples.Draw;
        var frames = new FrameSynthesizer(
            FrameFonts.Discover(),
            new FrameOptions
            {
                SceneShare = 0.3,
                CutShare = 0.015,
                IsVaried = true,
                Photographs = samples.Backdrops(WithoutDials),
            }
        );
        foreach (var task in FrameTasks.All)
            _drawers[task.Name] = (seed, severity) => frames.Next(task.Name, seed, severity);
        _drawers[LocateTask.Locate.Name] = frames.NextPlace;
    }

    // Kinds of photographs whose instruments have no face that could be taken for one that is drawn.
    private static readonly string[] WithoutDials = ["weight-bodyweigh"];

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
