using Siskin.Models.Data;
using Siskin.Models.Data.Events;
using Siskin.Models.Data.FrameAndSensors;
using Siskin.Models.Data.Frames;
using Siskin.Models.Data.Lists;
using Siskin.Models.Data.Photographs;
using Siskin.Models.Data.Telemetry;

namespace Siskin.Models.Tasks;

/// <summary>Every task that can be trained. What a task is, its <see cref="ModelTask"/> says.</summary>
internal static class TaskCatalog
{
    private static readonly ModelTask[] Registered =
    [
        .. FrameTasks.All,
        .. TelemetryTasks.All,
        EventTasks.Events,
        .. CompareTasks.All,
        LocateTask.Locate,
        PhotographTask.Photograph,
        .. ListTasks.All,
    ];

    /// <summary>The tasks of a bundle whose recipe does not say otherwise, in the order of the manifest.</summary>
    public static IReadOnlyList<ModelTask> Usual { get; } = [.. Registered.Where(task => task.IsUsual)];

    /// <summary>Every task that can be trained, in the order of the manifest.</summary>
    public static IReadOnlyList<ModelTask> All { get; } = [.. Usual, .. Registered.Where(task => !task.IsUsual)];

    /// <summary>Those whose samples anybody can draw.</summary>
    public static IReadOnlyList<ModelTask> Drawn { get; } = [.. All.Where(task => task.IsDrawn)];

    /// <summary>The task of a name, or null.</summary>
    public static ModelTask? Find(string name) => All.FirstOrDefault(task => task.Name == name);

    /// <summary>The tasks of a mixture: those with a weight, in the order of the manifest.</summary>
    /// <exception cref="ArgumentException">There is no task of a name.</exception>
    public static IReadOnlyList<ModelTask> Of(IReadOnlyDictionary<string, double> weights)
    {
        if (weights.Keys.FirstOrDefault(name => Find(name) is null) is { } unknown)
        {
            var known = string.Join(", ", All.Select(task => task.Name));
            throw new ArgumentException($"unknown task '{unknown}'; there are {known}", nameof(weights));
        }

        return [.. All.Where(task => weights.GetValueOrDefault(task.Name) > 0)];
    }
}
