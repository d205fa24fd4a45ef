using Siskin.Models.Data.Frames;
using Siskin.Runtime.Bundles;

namespace Siskin.Models.Data.FrameAndSensors;

/// <summary>The tasks that are answered from a frame and sensor text together.</summary>
internal static class CompareTasks
{
    /// <summary>
    /// A gauge, display or dial in the frame against a value of the sensor text: "frame" or "sensor", whichever is
    /// higher, "equal" where a display shows the same number; or whether they agree within a tolerance that the prompt
    /// states.
    /// </summary>
    public static ModelTask Compare { get; } =
        new SensorTextTask(
            "compare",
            "Which is higher, the frame or the sensor?",
            options => new CompareSynthesizer(FrameSynthesizer.Usual, options).Next,
            TaskInput.Both
        )
        {
            Wordings = ComparePhrases.Plain,
            HeldOut = HeldOutVariant.NamesAndLayouts,
        };

    /// <summary>
    /// A digit, dial or display in the frame against the one number of the sensor text, and how far apart they are. The
    /// first half of <see cref="Compare"/>.
    /// </summary>
    public static ModelTask Versus { get; } =
        new SensorTextTask(
            "versus",
            "Which reads more, the frame or the sensor?",
            options => new CompareSynthesizer(FrameSynthesizer.Usual, options).NextVersus,
            TaskInput.Both
        )
        {
            Wordings = ComparePhrases.Plain,
            HeldOut = HeldOutVariant.NamesAndLayouts,
        };

    /// <summary>Both.</summary>
    public static IReadOnlyList<ModelTask> All { get; } = [Compare, Versus];
}
