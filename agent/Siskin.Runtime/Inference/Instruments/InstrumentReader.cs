using Siskin.Runtime.Bundles;
using Siskin.Runtime.Inference.Instruments.Clocks;
using Siskin.Runtime.Inference.Instruments.Dials;
using Siskin.Runtime.Inference.Instruments.Straight;
using Siskin.Runtime.Inference.Instruments.SubDials;
using Siskin.Runtime.Inference.Text;
using Siskin.Runtime.Vision;
using SkiaSharp;

namespace Siskin.Runtime.Inference.Instruments;

/// <summary>
/// Answers what takes more than one look at a frame: finds the instrument in it, cuts it out of the full resolution,
/// and reads what was cut out, as it is and in other views, by what is known about the instrument.
/// </summary>
internal sealed class InstrumentReader
{
    // Two boxes of one instrument, a hundredth apart at their edges.
    private const double SamePlace = 0.9;

    // Share of the frame's area from which on an instrument can be read in the whole frame as well.
    private const double LargeArea = 0.1;

    // Confidence from which on another reading of the whole frame makes that of a part doubtful.
    private const double DoubtAt = 0.4;

    // Degrees: digits that are read the same from all of these stand well in their windows.
    private static readonly double[] Turns = [0, 2, -2];

    // A place that was cut out wrongly is read worse than the whole frame.
    private static readonly Location Everywhere = new(FrameRegion.Whole, false, 1);

    private readonly Look _look;
    private readonly Locator? _locator;
    private readonly ScaleReader? _scale;
    private readonly GaugeReader? _gauge;
    private readonly SecondReader? _second;
    private readonly RowReader? _rows;
    private readonly SubDialReader? _subDials;
    private readonly BundleManifest _bundle;
    private readonly FrameLimits _limits;
    private readonly TimeProvider _time;

    /// <param name="look">Answers a request about one frame.</param>
    /// <param name="bundle">What it was trained to do.</param>
    /// <param name="tellsKeypoints">Whether its patches say where the needle of a gauge is.</param>
    /// <param name="limits">What a frame may cost to decode.</param>
    /// <param name="time">Clock.</param>
    /// <param name="second">Reads rows of digits that the model is not sure of; null for none.</param>
    /// <param name="print">Reads the numerals of gauges that the model is not sure of; null for none.</param>
    /// <param name="rows">Finds rows of digits that the model is not sure of; null for none.</param>
    /// <param name="numerals">Reads the numbers beside straight scales likewise; null for none.</param>
    /// <param name="hands">Finds needles of gauges and hands of clocks likewise; null for none.</param>
    /// <param name="columns">Finds the columns of straight scales likewise; null for none.</param>
    /// <param name="subDials">Reads sub-dials beside the model; null for none.</param>
    public InstrumentReader(
        Look look,
        BundleManifest bundle,
        bool tellsKeypoints,
        FrameLimits limits,
        TimeProvider time,
        SecondReader? second = null,
        PrintLook? print = null,
        (RowFinder Finder, LineReader Reader, RowSpelling? Spell)? rows = null,
        NumeralLook? numerals = null,
        HandFinder? hands = null,
        ColumnLook? columns = null,
        SubDialLook? subDials = null
    )
    {
        if (subDials is not null)
            _subDials = new SubDialReader(look, subDials, bundle.Tasks, limits, time);
        _second = second;
        if (rows is not null)
            _rows = new RowReader(ReadKnown, rows.Value.Finder, rows.Value.Reader, rows.Value.Spell);
        (_look, _bundle, _limits, _time) = (look, bundle, limits, time);
        if (bundle.Task(BundleTask.Locate) is { } task)
            _locator = new Locator(look, task);
        if (bundle.Task(BundleTask.Deflection) is { } needle)
            _scale = new ScaleReader(look, needle);
        if (tellsKeypoints && bundle.Task(BundleTask.Scale) is { } scale)
        {
            var tasks = new[] { scale, bundle.Task(BundleTask.Deflection) };
            string[] others = [.. tasks.OfType<BundleTask>().Select(task => task.Prompt)];
            var dials = print is null ? null : new DialReader(print, others, limits, time, hands);
            var clocks = hands is null ? null : new ClockReader(hands, Place, limits, time);
            var straight = numerals is null ? null : new StraightReader(numerals, others, limits, time, columns);
            _gauge = new GaugeReader(look, scale, bundle.Tasks, dials, time, straight, clocks);
        }
    }

    /// <summary>Whether a request may be about something for which the model alone does not do.</summary>
    public bool MayNeedLooks(ResponderRequest request) =>
        MayShowGauge(request) || MayReadTwice(request) || _subDials?.MayRead(request) == true;

    /// <summary>Whether a request may be about a gauge, for which one look does not do.</summary>
    public bool MayShowGauge(ResponderRequest request) =>
        _gauge is not null
        && (!request.Image.IsEmpty || request.Frame is not null)
        && request.Forms is null
        && !request.IgnoreEnd;

    /// <summary>Whether a request may be about a row of digits, which is read twice where it is in doubt.</summary>
    public bool MayReadTwice(ResponderRequest request) => _second?.MayRead(request) == true;

    /// <summary>Answers a request; see <see cref="Responder.Answer"/>.</summary>
    public ResponderResult Answer(ResponderRequest request, Action<string>? onText, CancellationToken cancellation)
    {
        if (Refuse(request) is { } refused)
            return refused;
        if (request is { Locate: false, Views: 1 } || _bundle.Vision is not { } shape)
            return ReadTwice(request, SecondReader.AsGiven, onText, ReadKnown, cancellation);
        var clock = new StageClock(_time);
        if (request.Image.IsEmpty)
            return Read(request, request.Frame!, clock, onText, cancellation);
        // A part of it may be all that counts.
        var target = request.Locate ? null : shape;
        if (
            !FrameDecoder.TryDecode(
                request.Image.Span,
                _limits,
                target,
                out var frame,
                out var doubtful,
                out var rejection
            )
        )
            return rejection;
        using (frame)
            return Read(request with { FrameDoubtful = doubtful }, frame, clock, onText, cancellation);
    }

    private FrameRegion? Place(SKBitmap frame, ResponderRequest request, CancellationToken cancellation) =>
        _locator?.Find(frame, request, out _, cancellation).Region;

    private Rejection? Refuse(ResponderRequest request) =>
        request.Image.IsEmpty && request.Frame is null
            ? new Rejection(
                400,
                request.Locate
                    ? "crop = \"auto\" needs an image."
                    : "digits, decimals, range and views are about an image, and there is none."
            )
        : request.Locate && _locator is null
            ? Unable("cannot find instruments; give the crop as [x, y, width, height] in place of \"auto\".")
        : request.Known?.Range is not null && _scale is null
            ? Unable("cannot tell how far a needle is along its scale; leave range out.")
        : request.Views is not (1 or ResponderRequest.MaxViews)
            ? new Rejection(400, $"views = {request.Views} is not allowed; give 1 or {ResponderRequest.MaxViews}.")
        : null;

    private Rejection Unable(string what) => new(400, $"The bundle '{_bundle.Name} {_bundle.Version}' {what}");

    private ResponderResult Read(
        ResponderRequest request,
        SKBitmap frame,
        StageClock clock,
        Action<string>? onText,
        CancellationToken cancellation
    )
    {
        var image = clock.Lap();
        request = request with { Scene = new ClockScene(frame) };
        if (!request.Locate)
        {
            var whole = ReadViews(request, frame, SecondReader.AsGiven, onText, cancellation);
            return whole.Answered ? Timed(whole.Answer, image, 0, clock.Lap()) : whole;
        }

        var known = request.Memory?.Recall(frame);
        Rejection? rejection = null;
        var place = known is { } region
            ? new Location(region, false, 1)
            : Locate(request, frame, out rejection, cancellation);
        var locate = clock.Lap();
        if (rejection is not null)
            return rejection;
        var result = ReadAt(request, frame, place, cancellation);
        var reading = clock.Lap();
        if (known is not null && result.Answered && !IsSure(result.Answer))
        {
            place = Locate(request, frame, out _, cancellation);
            locate += clock.Lap();
            if (place.Region?.Overlap(known.Value) < SamePlace)
            {
                result = Surer(result, ReadAt(request, frame, place, cancellation));
                reading += clock.Lap();
            }
        }

        if (result.Answered && !IsSettled(result.Answer, place, known is not null))
        {
            var part = result.Answer;
            result = Agreed(part, ReadAt(request, frame, Everywhere, cancellation));
            // What was read elsewhere, or in doubt, is no place to look at without looking around first.
            if (IsSure(part) && result.Answer!.Confidence < part.Confidence)
                request.Memory?.Keep(null, frame);
            reading += clock.Lap();
        }

        if (!result.Answered)
            return result;
        var answer = Timed(result.Answer, image, locate, reading);
        if (
            place.Votes is { } votes
            && _rows is not null
            && MayReadTwice(request)
            && RowReader.IsDoubtful(answer)
            && !(request.Deadline <= _time.GetTimestamp())
        )
        {
            var own = answer;
            answer =
                Helped.OrNull(() => _rows.Weigh(own, request with { Frame = frame }, frame, votes, cancellation))
                ?? own;
            answer = Looks.WithOcr(answer, clock.Lap());
        }

        onText?.Invoke(answer.Text);
        return answer;
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

    private ResponderResult ReadAt(
        ResponderRequest request,
        SKBitmap frame,
        Location place,
        CancellationToken cancellation
    )
    {
        // What was found stays so while the whole frame is read.
        if (place != Everywhere)
            request.Scene!.Locate(place.Region);
        if (place.IsAbsent)
        {
            return new Answer(Inference.Answer.Unreadable, FinishReason.Stop, place.Confidence, default, default)
            {
                Likelihood = place.Confidence,
                FrameDoubtful = request.FrameDoubtful,
            };
        }

        var region = place.Region ?? FrameRegion.Whole;
        using var cut = region.CutOut(frame);
        // A row of digits in the whole of a frame with other things is not found by taking all for one line.
        var trims = region == FrameRegion.Whole ? [] : SecondReader.AsFound;
        var result = ReadViews(
            request with
            {
                Locate = false,
                Memory = null,
                Part = region,
            },
            cut,
            trims,
            null,
            cancellation
        );
        if (!result.Answered)
            return result;
        // A model that cannot say where the instrument is has hardly understood the frame.
        var max = place.Region is null ? Inference.Answer.MaxInDoubt : 1;
        return result.Answer with
        {
            Region = result.Answer.Region?.Within(region) ?? region,
            Confidence = Math.Min(result.Answer.Confidence, max),
        };
    }

    private ResponderResult ReadViews(
        ResponderRequest request,
        SKBitmap frame,
        FrameRegion[] trims,
        Action<string>? onText,
        CancellationToken cancellation
    )
    {
        var one = request with { Image = default, Frame = frame };
        return ReadTwice(one, trims, onText, request.Views == 1 ? ReadKnown : Vote, cancellation);
    }

    // What a look or several say; where these leave a row of digits in doubt, what the second reader makes of it.
    private ResponderResult ReadTwice(
        ResponderRequest request,
        FrameRegion[] trims,
        Action<string>? onText,
        Look first,
        CancellationToken cancellation
    )
    {
        if (trims.Length == 0 || !MayReadTwice(request))
            return first(request, onText, cancellation);
        var result = first(request, null, cancellation);
        if (result.Answer is not { } answer)
            return result;
        if (_second!.Doubts(answer) && !(request.Deadline <= _time.GetTimestamp()))
        {
            var clock = new StageClock(_time);
            var own = answer;
            answer = Helped.OrNull(() => _second.Weigh(own, request, _limits, trims, cancellation)) ?? own;
            answer = Looks.WithOcr(answer, clock.Lap());
        }

        onText?.Invoke(answer.Text);
        return answer;
    }

    private ResponderResult Vote(ResponderRequest request, Action<string>? onText, CancellationToken cancellation)
    {
        var (one, frame) = (request with { Views = 1 }, request.Frame!);
        var answers = new List<Answer>(Turns.Length);
        foreach (var degrees in Turns)
        {
            using var turned = degrees == 0 ? null : TurnedFrame.Of(frame, degrees);
            var result = ReadKnown(one with { Frame = turned ?? frame }, null, cancellation);
            if (!result.Answered)
                return result;
            answers.Add(result.Answer);
        }

        var answer = ViewVote.Of(answers, request.Known?.Range?.Span);
        onText?.Invoke(answer.Text);
        return answer;
    }

    private ResponderResult ReadKnown(ResponderRequest request, Action<string>? onText, CancellationToken cancellation)
    {
        var known = request.Choices is { Count: > 0 } ? null : request.Known;
        var one = request with { Known = null, Forms = known?.Forms };
        if (
            known?.Range is null
            && _subDials?.MayRead(one) == true
            && _subDials.Answer(one, onText, cancellation) is { } subDial
        )
            return subDial;
        return known?.Range is { } range ? _scale!.Answer(one, range, onText, cancellation)
            : _gauge is not null && one.Forms is null ? _gauge.Answer(one, onText, cancellation)
            : _look(one, onText, cancellation);
    }

    private static bool IsSure(Answer answer) =>
        answer.Confidence >= Looks.Sure && answer.Text != Inference.Answer.Unreadable;

    // Neither what is sure nor that there is surely no such instrument gains by another look. But a box may cut off a
    // digit that the whole frame shows where the instrument is large: a new place is held against that.
    private static bool IsSettled(Answer answer, Location place, bool isKnown) =>
        answer.Region == FrameRegion.Whole
        || (place.IsAbsent && place.Confidence >= Looks.Sure)
        || (IsSure(answer) && (isKnown || place.Region is not { } region || region.Width * region.Height < LargeArea));

    // The surer of the part that was found and the whole frame; in doubt where these are sure of different things.
    private static ResponderResult Agreed(Answer part, ResponderResult whole)
    {
        if (!whole.Answered || part.Text == whole.Answer.Text || !IsSure(part))
            return Surer(part, whole);
        var otherwise = whole.Answer.Text == Inference.Answer.Unreadable ? 0 : whole.Answer.Confidence;
        if (otherwise < DoubtAt)
            return part;
        var chosen = otherwise >= Looks.Sure ? whole.Answer : part;
        return chosen with { Confidence = Math.Min(chosen.Confidence, Inference.Answer.MaxInDoubt) };
    }

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
