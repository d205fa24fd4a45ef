using Siskin.Agent.Wire;
using Siskin.Runtime.Inference;
using Siskin.Runtime.Inference.Instruments;

namespace Siskin.Agent.Answering;

/// <summary>Turns a model's answer into the reply of the contract.</summary>
internal static class ReplyComposer
{
    /// <param name="id">Id of the request, or null.</param>
    /// <param name="answer">The model's answer.</param>
    /// <param name="queued">Milliseconds that the request waited.</param>
    /// <param name="total">Milliseconds from arrival to the answer.</param>
    /// <param name="show">Whether the reply says by which query and signals it was computed.</param>
    public static ReplyMessage Compose(string? id, Answer answer, double queued, double total, bool show = true)
    {
        var timings = answer.Timings;
        return new ReplyMessage(
            id,
            answer.Text,
            NameOf(answer.FinishReason),
            Math.Round(answer.Confidence, 4),
            answer.Tokens,
            new StageTimings(
                Round(timings.Image),
                Round(timings.Vision),
                Round(timings.Encoder),
                Round(timings.FirstToken),
                Round(timings.PerToken),
                Round(total)
            )
            {
                Queue = Round(queued),
                Locate = Round(timings.Locate),
                Ocr = Round(timings.Ocr),
            },
            answer.Model,
            answer.Variant,
            answer.Provider
        )
        {
            Query = show ? answer.Query : null,
            Signals = show ? answer.Signals : null,
            Region = answer.Region,
            Choices = answer.Choices is { } choices
                ? [.. choices.Select(choice => choice with { Probability = Math.Round(choice.Probability, 4) })]
                : null,
            Needle = answer.Needle is { } needle
                ? new NeedleWay(Math.Round(needle.Way, 4), Math.Round(needle.Confidence, 4))
                {
                    Hours = needle.Hours is { } hours ? Math.Round(hours, 3) : null,
                    Scale = needle.Scale,
                }
                : null,
            Ocr = answer.Ocr,
            FrameDamage = answer.FrameDoubtful ? "suspected" : null,
        };
    }

    private static string NameOf(FinishReason reason) =>
        reason switch
        {
            FinishReason.Stop => "stop",
            FinishReason.Length => "length",
            FinishReason.Deadline => "deadline",
            _ => throw new ArgumentOutOfRangeException(nameof(reason), reason, null),
        };

    private static double Round(double milliseconds) => Math.Round(milliseconds, 2);
}
