using Siskin.Runtime.Bundles;
using Siskin.Runtime.Vision;
using SkiaSharp;

namespace Siskin.Runtime.Inference.Instruments.SubDials;

/// <summary>Says what the sub-dial that fills a frame may read.</summary>
internal delegate SubDialReading SubDialLook(SKBitmap frame);

/// <summary>
/// Reads sub-dials by the model and by a network that looks around them. The network is nearer to the needle, and tells
/// how likely a reading is within three tenths; the model knows frames that show no dial.
/// </summary>
/// <param name="look">Answers a request about one frame.</param>
/// <param name="find">Looks around a sub-dial.</param>
/// <param name="tasks">The tasks of the bundle.</param>
/// <param name="limits">What a frame may cost to decode.</param>
/// <param name="time">Clock.</param>
internal sealed class SubDialReader(
    Look look,
    SubDialLook find,
    IReadOnlyList<BundleTask> tasks,
    FrameLimits limits,
    TimeProvider time
)
{
    // What the network hardly sees is no reason to leave what the model read.
    private const double LeastToChange = 0.4;

    private readonly TaskPrompts _prompts = new(tasks, BundleTask.Dial);

    /// <summary>Whether a request is about a sub-dial.</summary>
    public bool MayRead(ResponderRequest request) =>
        (!request.Image.IsEmpty || request.Frame is not null)
        && request is { Choices: not { Count: > 0 }, IgnoreEnd: false, Forms: null }
        && string.IsNullOrWhiteSpace(request.Sensors)
        && _prompts.HoldsAlone(request.Prompt);

    /// <summary>
    /// Answers a request about one frame; null where the model reads something else than a sub-dial, as of a dial with
    /// a unit.
    /// </summary>
    public ResponderResult? Answer(ResponderRequest request, Action<string>? onText, CancellationToken cancellation)
    {
        var result = look(request, null, cancellation);
        if (result.Answer is not { } answer)
            return result;
        var value = ValueOf(answer);
        if (value is null && answer.Text != Inference.Answer.Unreadable)
            return null;
        if (value is { } read && !(request.Deadline <= time.GetTimestamp()))
        {
            var clock = new StageClock(time);
            answer =
                Helped.OrNull(() => RequestFrame.Read(request, limits, frame => Weigh(answer, read, find(frame))))
                ?? answer;
            request.Progress?.Invoke();
            answer = Looks.WithOcr(answer, clock.Lap());
        }

        onText?.Invoke(answer.Text);
        return answer;
    }

    private static Answer Weigh(Answer answer, double value, SubDialReading reading)
    {
        var apart = Math.Abs(Math.IEEERemainder(value - reading.Value, SubDialReading.Turn));
        if (!(reading.Share >= LeastToChange))
            return answer;
        var max =
            answer.FrameDoubtful ? Inference.Answer.MaxInDoubt
            : apart > SubDialReading.Tolerance ? Looks.MaxDisputed
            : 1;
        var confidence = Math.Min(reading.Share, max);
        return answer with { Text = reading.Text, Confidence = confidence, Likelihood = confidence };
    }

    private static double? ValueOf(Answer answer) =>
        answer.FinishReason == FinishReason.Stop
        && NumberAnswer.Parse(answer.Text) is { Unit: "", Value: >= 0 and < SubDialReading.Turn } number
            ? number.Value
            : null;
}
