using Siskin.Models.Data;
using Siskin.Models.Data.Events;
using Siskin.Models.Data.FrameAndSensors;
using Siskin.Models.Data.Frames;
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
        Locate,
        Photograph,
    ];

    /// <summary>Finds an instrument in a frame.</summary>
    public static ModelTask Locate =>
        new LocateTask
        {
            Wordings = [.. FrameTasks.All.Select(task => $"{SceneSynthesizer.Prompt} {task.Prompt}")],
            CorpusAnswers = ["07 31 93 62", SceneSynthesizer.Nowhere],
        };

    /// <summary>Photographs with questions of their own.</summary>
    public static ModelTask Photograph =>
        new PhotographTask
        {
            Wordings =
            [
                "What is the approximate temperature shown on the thermometer in the image in degrees Celsius?",
                "What is the temperature in degrees Fahrenheit shown by the scale on the left side?",
                "What is the time shown on the clock?",
                "What is the pressure shown by the pressure gauge in MPa?",
                "What is the air pressure shown by the black pointer of the barometer in hPa or inHg?",
                "What is the relative humidity that the pointer of the hygrometer is closest to in %?",
                "What is the length shown by the dial indicator in mm?",
                "What is the rainfall shown by the rain gauge in inch?",
                "What is the vehicle speed shown by the speedometer in km/h or mph?",
                "What is the rotational speed shown by the right tachometer?",
                "What is the weight shown by the weighing scale in kilograms or pounds?",
                "What is the voltage shown by the voltmeter? What is the current shown by the ammeter?",
            ],
            CorpusAnswers = ["0.52", "9:31:27", "-12"],
        };

    /// <summary>The tasks of a bundle whose recipe does not say otherwise, in the order of the manifest.</summary>
    public static IReadOnlyList<ModelTask> Usual { get; } = [.. Registered.Where(task => task.IsUsual)];

    /// <summary>Every task that can be trained, in the order of the manifest.</summary>
    public static IReadOnlyList<ModelTask> All { get; } = [.. Usual, .. Registered.Where(task => !task.IsUsual)];

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
