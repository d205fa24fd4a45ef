using Siskin.Runtime.Inference.Instruments;

namespace Siskin.Models.Data;

/// <summary>One training or evaluation example: what the model is given and what it should answer.</summary>
/// <param name="Task">Name of its <see cref="ModelTask"/>.</param>
/// <param name="Prompt">The question in words.</param>
/// <param name="Sensors">Sensor text under the prompt, or null.</param>
/// <param name="Frame">An encoded image (JPEG, PNG or WebP), or null.</param>
/// <param name="Answer">The expected text.</param>
/// <param name="Score">How an answer is compared with <paramref name="Answer"/>.</param>
public sealed record Sample(string Task, string Prompt, string? Sensors, byte[]? Frame, string Answer, Scoring Score)
{
    /// <summary>Wrong answers that are to be told from the right one; empty where none are given.</summary>
    public IReadOnlyList<string> Others { get; init; } = [];

    /// <summary>The points of the scale that the question is about; null where they are not known.</summary>
    public ScaleKeypoints? Keypoints { get; init; }
}

/// <summary>How a reply is compared with the expected answer.</summary>
/// <param name="Kind">Exact text, or a number within <paramref name="Tolerance"/> (and the same unit, when the answer
/// has one).</param>
/// <param name="Tolerance">Largest absolute difference for the numeric kinds, in the answer's own unit.</param>
/// <param name="Period">For <see cref="ScoringKind.Circular"/>: the value at which the scale closes (10 for a 0-9
/// dial).</param>
public sealed record Scoring(ScoringKind Kind, double Tolerance = 0, double Period = 0)
{
    /// <summary>The whole text must match.</summary>
    public static Scoring Exact { get; } = new(ScoringKind.Exact);
}

/// <summary>The kinds of comparison of <see cref="Scoring"/>.</summary>
public enum ScoringKind
{
    /// <summary>The whole text, after trimming.</summary>
    Exact,

    /// <summary>Number within a tolerance; the text after the number (unit) must match.</summary>
    Within,

    /// <summary>Number within a tolerance on a closed scale.</summary>
    Circular,

    /// <summary>
    /// A box of four numbers (left, top, right, bottom) that has at least <see cref="Scoring.Tolerance"/> of the union
    /// in common with the answer's.
    /// </summary>
    Overlap,

    /// <summary>A time on a dial of twelve hours, "9:31" or "9:31:27", within a tolerance in minutes.</summary>
    TimeOfDay,
}
