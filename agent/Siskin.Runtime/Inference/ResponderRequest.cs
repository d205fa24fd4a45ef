using Siskin.Runtime.Inference.Instruments;
using Siskin.Runtime.Inference.Instruments.Clocks;
using Siskin.Runtime.Vision;
using SkiaSharp;

namespace Siskin.Runtime.Inference;

/// <summary>
/// One question to the model. Records that derive from it add what belongs to the question where it came from.
/// </summary>
/// <param name="Prompt">The question in words.</param>
public record ResponderRequest(string Prompt)
{
    /// <summary>Sensor text that the question is about, or null.</summary>
    public string? Sensors { get; init; }

    /// <summary>An encoded frame (JPEG, PNG or WebP); empty when there is none.</summary>
    public ReadOnlyMemory<byte> Image { get; init; }

    /// <summary>A decoded frame, taken when <see cref="Image"/> is empty; stays the caller's.</summary>
    public SKBitmap? Frame { get; init; }

    /// <summary>
    /// Whether the decoder doubted <see cref="Frame"/>; of <see cref="Image"/> the responder finds out itself.
    /// </summary>
    public bool FrameDoubtful { get; init; }

    /// <summary>
    /// What the same question was answered with before, or null. The answer does not depend on it; where it is much the
    /// same, a large model tells it sooner.
    /// </summary>
    public string? Previous { get; init; }

    /// <summary>Whether the instrument is to be found in the frame first; what surrounds it is not read.</summary>
    public bool Locate { get; init; }

    /// <summary>Where <see cref="Locate"/> looks first and keeps what it found; null: it looks anew each time.</summary>
    public RegionMemory? Memory { get; init; }

    /// <summary>What is known about the instrument; null: nothing. Given choices know better.</summary>
    public KnownInstrument? Known { get; init; }

    /// <summary>How many views of the frame are read and compared: 1, or <see cref="MaxViews"/>.</summary>
    public int Views { get; init; } = 1;

    /// <summary>The frame as it is, and turned a little each way.</summary>
    public const int MaxViews = 3;

    /// <summary>
    /// Most tokens of the answer, end token included; null or more than the model's own limit means that limit.
    /// </summary>
    public int? MaxTokens { get; init; }

    /// <summary>
    /// Timestamp of the responder's <see cref="TimeProvider"/> after which no further token is computed, or null.
    /// </summary>
    public long? Deadline { get; init; }

    /// <summary>When not empty, the answer is one of these texts.</summary>
    public IReadOnlyList<string>? Choices { get; init; }

    /// <summary>
    /// When given, forms of which the answer has one: texts of ASCII characters in which <c>#</c> stands for any digit.
    /// </summary>
    internal IReadOnlyList<string>? Forms { get; init; }

    /// <summary>
    /// Whether the text of an answer about a gauge is not told while it is decoded: more is asked about it.
    /// </summary>
    internal bool HoldsGauges { get; init; }

    /// <summary>
    /// The whole frame of which <see cref="Frame"/> is a view, where several are read; null where there is but one.
    /// </summary>
    internal ClockScene? Scene { get; init; }

    /// <summary>The part of <see cref="Scene"/> that <see cref="Frame"/> shows.</summary>
    internal FrameRegion Part { get; init; } = FrameRegion.Whole;

    /// <summary>Whether one look at the frame as it is does not answer it.</summary>
    internal bool NeedsLooks => Locate || Views > 1 || Known is not null;

    /// <summary>Called after every stage and every token, or null; must return at once.</summary>
    public Action? Progress { get; init; }

    /// <summary>
    /// Leave aside what was seen and read before: for questions by which two models are compared.
    /// </summary>
    public bool Fresh { get; init; }

    /// <summary>Decode to <see cref="MaxTokens"/> even when the model ends earlier: for measurements.</summary>
    public bool IgnoreEnd { get; init; }
}
