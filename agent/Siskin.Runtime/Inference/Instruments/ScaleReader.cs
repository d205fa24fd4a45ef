using System.Globalization;
using Siskin.Runtime.Bundles;

namespace Siskin.Runtime.Inference.Instruments;

/// <summary>
/// Reads a gauge whose scale is known: how far the needle is along it is taken from what the patches say, or else asked
/// beside the value, because the numbers of a scale are harder to read than the place of a needle.
/// </summary>
/// <param name="look">Answers a request about one frame.</param>
/// <param name="task">What the bundle calls asking for the place of the needle.</param>
internal sealed class ScaleReader(Look look, BundleTask task)
{
    // Of the scale: what a reading and a needle may each be off before they contradict one another, 2 % and 2 %.
    private const double Agreement = 0.04;

    /// <summary>Answers; the time of both looks is the answer's.</summary>
    public ResponderResult Answer(
        ResponderRequest request,
        ScaleRange range,
        Action<string>? onText,
        CancellationToken cancellation
    )
    {
        var direct = look(request, null, cancellation);
        if (!direct.Answered)
            return direct;
        if (direct.Answer.Needle is { IsSeen: true } seen)
        {
            var read = Combine(direct.Answer, Said(direct.Answer, seen), range);
            onText?.Invoke(read.Text);
            return read;
        }
        var needle = look(Looks.Ask(request, task.Prompt), null, cancellation);
        var answer = needle.Answered ? Combine(direct.Answer, needle.Answer, range) : direct.Answer;
        onText?.Invoke(answer.Text);
        return answer with
        {
            Timings = needle.Answered
                ? Looks.Sum(answer.Tokens.Output, [direct.Answer, needle.Answer])
                : direct.Answer.Timings,
        };
    }

    // What the patches say, as an answer to the question about the needle.
    private static Answer Said(Answer direct, NeedleWay needle) =>
        direct with
        {
            Text = string.Create(CultureInfo.InvariantCulture, $"{100 * needle.Way:0.##} %"),
            Confidence = needle.Confidence,
            Likelihood = needle.Confidence,
        };

    /// <summary>What a direct reading and the place of the needle say together.</summary>
    internal static Answer Combine(Answer direct, Answer needle, ScaleRange range)
    {
        var value = ValueOf(direct, range);
        var (place, computed) = Computed(needle, range);
        return (value, place) switch
        {
            (null, null) => direct with { Confidence = Math.Min(direct.Confidence, Inference.Answer.MaxInDoubt) },
            ({ }, null) => direct with { Confidence = Math.Min(direct.Confidence, Looks.MaxDisputed) },
            (null, { }) => computed!,
            ({ } one, { } other) when Math.Abs(one - other) <= Agreement * range.Span => direct with
            {
                Confidence = Math.Max(direct.Confidence, needle.Confidence),
            },
            _ => computed! with
            {
                Confidence = Math.Min(Math.Min(direct.Confidence, needle.Confidence), Inference.Answer.MaxInDoubt),
            },
        };
    }

    // The direct reading, as far as it is one of this scale.
    private static double? ValueOf(Answer direct, ScaleRange range) =>
        NumberAnswer.Parse(direct.Text) is { } number && range.Holds(number) ? number.Value : null;

    private static (double? Value, Answer? Answer) Computed(Answer needle, ScaleRange range)
    {
        if (NumberAnswer.Parse(needle.Text) is not { Unit: "%" } percent)
            return (null, null);
        var value = range.Low + (range.Span * Math.Clamp(percent.Value / 100, 0, 1));
        return (value, needle with { Text = range.Print(value) });
    }
}
