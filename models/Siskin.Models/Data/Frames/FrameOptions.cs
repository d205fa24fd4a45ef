namespace Siskin.Models.Data.Frames;

/// <summary>What a <see cref="FrameSynthesizer"/> draws and how hard it makes it.</summary>
public sealed record FrameOptions
{
    /// <summary>
    /// Share (0..1) of frames of the reading tasks, digits excepted, that show nothing readable; answer "unreadable".
    /// </summary>
    public double UnreadableShare { get; init; } = 0.04;

    /// <summary>
    /// Share (0..1) of digit frames that show no instrument; answer "unreadable". A digit that is there but cannot be
    /// read is no case of it, so there are fewer.
    /// </summary>
    public double UnreadableDigitShare { get; init; } = 0.03;

    /// <summary>Share (0..1) of digit frames with the answer "N".</summary>
    public double BetweenDigitsShare { get; init; } = 0.25;

    /// <summary>Share (0..1) of prompts that are the task's canonical one; the others are paraphrases.</summary>
    public double CanonicalPromptShare { get; init; } = 0.5;

    /// <summary>
    /// Share (0..1) of frames of counters, displays, gauges and dials that show the instrument in its surroundings, and
    /// turned more than a careful hand would.
    /// </summary>
    public double SceneShare { get; init; }

    /// <summary>
    /// Share (0..1) of frames of counters and displays that cut through an outer character; answer "unreadable".
    /// </summary>
    public double CutShare { get; init; }

    /// <summary>
    /// Whether instruments have what photographs of real ones showed to be missing: gauges with two scales, dark
    /// displays with small points, displays that are off.
    /// </summary>
    public bool IsVaried { get; init; }

    /// <summary>Photographs that instruments may be put before.</summary>
    internal IReadOnlyList<BackdropPhotograph> Photographs { get; init; } = [];

    /// <summary>
    /// Strength of light faults, blur, noise and compression: 0 gives clean pictures, 1 the full range.
    /// </summary>
    public double Severity { get; init; } = 1;
}
