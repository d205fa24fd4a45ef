using Siskin.Runtime.Bundles;
using Siskin.Runtime.Vision;
using SkiaSharp;

namespace Siskin.Runtime.Inference.Instruments;

/// <summary>
/// Answers what takes more than one look at a frame: finds the instrument in it, cuts it out of the full resolution, and
/// reads what was cut out.
/// </summary>
internal sealed class InstrumentReader
{
    // From here on an answer is sure, in all documentation; an answer below it is worth another look for the instrument.
    private const double Sure = 0.9;

    // Two boxes of one instrument, a hundredth apart at their edges.
    private const double SamePlace = 0.9;

    private readonly Look _look;
    private readonly Locator? _locator;
    private readonly BundleManifest _bundle;
    private readonly FrameLimits _limits;
    private readonly TimeProvider _time;

    /// <param name="look">Answers a request about one frame.</param>
    /// <param name="bundle">What it was trained to do.</param>
    /// <param name="limits">What a frame may cost to decode.</param>
    /// <param name="time">Clock.</param>
    public InstrumentReader(Look look, BundleManifest bundle, FrameLimits limits, TimeProvider time)
    {
        (_look, _bundle, _limits, _time) = (look, bundle, limits, time);
        if (bundle.Task(BundleTask.Locate) is { } task)
            _locator = new Locator(look, task);
    }

    /// <summary>Answers a request; see <see cref="Responder.Answer"/>.</summary>
    public ResponderResult Answer(ResponderRequest request, Action<string>? onText, CancellationToken cancellation)
    {
        if (_locator is null)
            return new Rejection(
                400,
                $"The bundle '{_bundle.Name} {_bundle.Version}' cannot find instruments; give the crop as "
                    + "[x, y, width, height] in place of \"auto\"."
            );
        if (request.Image.IsEmpty && request.Frame is null)
            return new Rejection(400, "crop = \"auto\" needs an image.");
        var clock = new StageClock(_time);
        if (request.Image.IsEmpty)
            return Read(request, request.Frame!, clock, onText, cancellation);
        if (
            !FrameDecoder.TryDecode(
                request.Image.Span,
                _limits,
                null,
                out var frame,
                out var doubtful,
                out var rejection
            )
        )
            return rejection;
        using (frame)
            return Read(request with { FrameDoubtful = doubtful }, frame, clock, onText, cancellation);
    }

    private ResponderResult Read(
        ResponderRequest request,
        SKBitmap frame,
        StageClock clock,
        Action<string>? onText,
        CancellationToken cancellation
    )
    {
        var image = clock.Lap();
        var known = request.Memory?.Recall(frame);
        var place = known is null
            ? Locate(request, frame, out var rejection, cancellation)
            : Found(known.Value, out rejection);
        var locate = clock.Lap();
        if (rejection is not null)
            return rejection;
        var result = ReadAt(request, frame, place, onText, cancellation);
        var reading = clock.Lap();
        if (known is not null && result.Answered && !IsSure(result.Answer))
        {
            place = Locate(request, frame, out _, cancellation);
            locate += clock.Lap();
            if (place.Region?.Overlap(known.Value) < SamePlace)
            {
                result = Surer(result, ReadAt(request, frame, place, null, cancellation));
                reading += clock.Lap();
            }
        }

        return result.Answered ? Timed(result.Answer, image, locate, reading) : result;
    }

    private Location Locate(
        ResponderRequest request,
        SKBitmap frame,
        out Rejection? rejection,
        CancellationToken cancellation
    )
    {
        var place = _locator!.Find(frame, request, out rejection, cancellation);
        request.Memory?.Keep(place.Region, frame);
        return place;
    }

    private static Location Found(FrameRegion region, out Rejection? rejection)
    {
        rejection = null;
        return new Location(region, false, 1);
    }

    private ResponderResult ReadAt(
        ResponderRequest request,
        SKBitmap frame,
        Location place,
        Action<string>? onText,
        CancellationToken cancellation
    )
    {
        if (place.IsAbsent)
        {
            onText?.Invoke(Inference.Answer.Unreadable);
            return new Answer(Inference.Answer.Unreadable, FinishReason.Stop, place.Confidence, default, default)
            {
                Likelihood = place.Confidence,
                FrameDoubtful = request.FrameDoubtful,
            };
        }

        var region = place.Region ?? FrameRegion.Whole;
        using var cut = region.CutOut(frame);
        var one = request with { Image = default, Frame = cut, Locate = false, Memory = null };
        var result = _look(one, onText, cancellation);
        if (!result.Answered)
            return result;
        // A model that cannot say where the instrument is has hardly understood the frame.
        var max = place.Region is null ? Inference.Answer.MaxInDoubt : 1;
        return result.Answer with { Region = region, Confidence = Math.Min(result.Answer.Confidence, max) };
    }

    private static bool IsSure(Answer answer) =>
        answer.Confidence >= Sure && answer.Text != Inference.Answer.Unreadable;

    private static ResponderResult Surer(ResponderResult one, ResponderResult other) =>
        !other.Answered
        || (IsSure(one.Answer!) && !IsSure(other.Answer))
        || (one.Answer!.Text != Inference.Answer.Unreadable && one.Answer.Confidence > other.Answer.Confidence)
            ? one
            : other;

    // Where a reading was made twice, the one that counts took as long as both.
    private static Answer Timed(Answer answer, double image, double locate, double reading)
    {
        var timings = answer.Timings;
        var rest = Math.Max(0, reading - timings.Total);
        return answer with
        {
            Timings = timings with
            {
                Image = timings.Image + image,
                Locate = locate,
                FirstToken = timings.FirstToken + rest,
                Total = image + locate + timings.Total + rest,
            },
        };
    }
}
