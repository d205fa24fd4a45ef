using Siskin.Runtime.Inference.Instruments.Dials;
using Siskin.Runtime.Vision;
using SkiaSharp;

namespace Siskin.Runtime.Inference.Instruments.Clocks;

/// <summary>
/// Reads the time off both hands of a clock where the model is not sure of it; what shows digits has no hands that fit
/// one another, and is left to the model.
/// </summary>
/// <param name="hands">Finds hands.</param>
/// <param name="locate">Finds the clock in a frame, with a fifth of its size around it; null for nothing.</param>
/// <param name="limits">What a frame may cost to decode.</param>
/// <param name="time">Clock.</param>
internal sealed class ClockReader(
    HandFinder hands,
    Func<SKBitmap, ResponderRequest, CancellationToken, FrameRegion?>? locate,
    FrameLimits limits,
    TimeProvider time
)
{
    private static readonly HashSet<string> Clocks = ["time", "clock", "watch", "hour", "hand"];

    // What shows a time in digits, or how long something takes.
    private static readonly HashSet<string> Others =
    [
        "timer",
        "counter",
        "digital",
        "display",
        "countdown",
        "stopwatch",
        "elapsed",
        "meter",
    ];

    private readonly ClockFinder _finder = new(hands);

    /// <summary>Whether a prompt may ask for the time that hands show.</summary>
    public static bool IsAsked(string prompt)
    {
        var words = PromptWords.Of(prompt).ToHashSet(StringComparer.Ordinal);
        return words.Overlaps(Clocks) && !words.Overlaps(Others);
    }

    /// <summary>
    /// The time that the hands show; null where the answer stays as it is: it is no time or sure, no time is left, or
    /// no hands are seen that fit one another. Only for a prompt that may ask for it, see <see cref="IsAsked"/>.
    /// </summary>
    /// <param name="answer">The model's own reading: a time, or one of several.</param>
    /// <param name="request">The request: its frame is what the model read.</param>
    /// <param name="cancellation">Looked at for each circle that may be the face.</param>
    public Answer? Read(Answer answer, ResponderRequest request, CancellationToken cancellation)
    {
        if (
            answer.Confidence >= Looks.Sure
            || !ClockEvidence.Concerns(answer)
            || request.Deadline <= time.GetTimestamp()
        )
            return null;
        return request.Scene is { } scene
            ? Read(answer, request, scene, cancellation)
            : RequestFrame.Read(request, limits, frame => Read(answer, request, new ClockScene(frame), cancellation));
    }

    private Answer? Read(Answer answer, ResponderRequest request, ClockScene scene, CancellationToken cancellation)
    {
        if (!scene.IsLocated)
            scene.Locate(locate?.Invoke(scene.Frame, request, cancellation));
        if (request.Deadline <= time.GetTimestamp())
            return null;
        var sight = scene.See(() => See(answer.Needle?.Points, request, scene, cancellation));
        return sight is not null && ClockReading.Of(sight) is { } reading ? reading.Weigh(answer) : null;
    }

    private ClockSight? See(
        ScaleKeypoints? points,
        ResponderRequest request,
        ClockScene scene,
        CancellationToken cancellation
    )
    {
        var (frame, part) = (scene.Frame, request.Part);
        using var image = FrameImage.Shared(frame);
        var known = ClockCircle.Of(frame.Width, frame.Height, points?.Select(point => point.Within(part)), scene.Place);
        ClockCircle[] circles =
        [
            .. known.Concat(ClockRings.Of(image, scene.Place)).Where(circle => circle.Radius >= ClockCircle.Least),
        ];
        request.Progress?.Invoke();
        cancellation.ThrowIfCancellationRequested();
        return circles.Length == 0 || request.Deadline <= time.GetTimestamp()
            ? null
            : _finder.Find(image, circles, request.Progress, cancellation);
    }
}
