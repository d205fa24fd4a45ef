namespace Siskin.Runtime.Inference.Instruments;

/// <summary>Answers a request about one frame, as it is.</summary>
internal delegate ResponderResult Look(
    ResponderRequest request,
    Action<string>? onText,
    CancellationToken cancellation
);

/// <summary>What several looks have in common.</summary>
internal static class Looks
{
    /// <summary>From here on an answer is sure, in all documentation.</summary>
    public const double Sure = 0.9;

    /// <summary>The highest confidence of an answer that another look does not confirm.</summary>
    public const double MaxDisputed = 0.85;

    /// <summary>Another question about the frame of a request; what belongs to the first one is left out.</summary>
    public static ResponderRequest Ask(ResponderRequest request, string prompt) =>
        request with
        {
            Prompt = prompt,
            Sensors = null,
            Choices = null,
            MaxTokens = null,
            Forms = null,
            Previous = null,
        };

    /// <summary>An answer for which something beside the model looked so many milliseconds longer.</summary>
    public static Answer WithOcr(Answer answer, double milliseconds)
    {
        var timings = answer.Timings;
        return answer with
        {
            Timings = timings with { Ocr = timings.Ocr + milliseconds, Total = timings.Total + milliseconds },
        };
    }

    /// <summary>
    /// The time that several answers took, as that of one with so many tokens: its stages are the sums, and what its
    /// further tokens do not take is put into the first one.
    /// </summary>
    public static StageTimings Sum(int tokens, IReadOnlyList<Answer> answers)
    {
        double Of(Func<StageTimings, double> stage) => answers.Sum(answer => stage(answer.Timings));
        var further = answers.Sum(answer => answer.Timings.PerToken * Math.Max(0, answer.Tokens.Output - 1));
        return new StageTimings(
            Of(timings => timings.Image),
            Of(timings => timings.Vision),
            Of(timings => timings.Encoder),
            Of(timings => timings.FirstToken) + (tokens > 1 ? 0 : further),
            tokens > 1 ? further / (tokens - 1) : 0,
            Of(timings => timings.Total)
        )
        {
            Locate = Of(timings => timings.Locate),
            Ocr = Of(timings => timings.Ocr),
        };
    }
}
