using Siskin.Runtime.Signals.Queries;
using Siskin.Runtime.Signals.Questions;
using Siskin.Runtime.Signals.Ranking;
using Siskin.Runtime.Signals.Reading;

namespace Siskin.Runtime.Inference;

/// <summary>
/// Questions about sensor text that are computed and not guessed: text to signals, question to query, query to answer.
/// </summary>
internal static class ComputedAnswers
{
    /// <summary>
    /// Highest confidence of a decoded answer to a question that the reader of signals did not understand.
    /// </summary>
    public const double Doubtful = 0.85;

    /// <summary>The answer to a question that is neither computed nor short enough for the model.</summary>
    public static Answer NotUnderstood { get; } =
        new("unknown", FinishReason.Stop, 0.5, default, default) { Likelihood = 0.5, Query = "unknown" };

    // Highest confidence of an answer from a text whose form is not known.
    private const double FromStructure = 0.88;

    private const int MaxShown = 16;

    /// <summary>Whether a request is one that can be computed: text without a frame, and free in its answer.</summary>
    public static bool Takes(ResponderRequest request) =>
        !string.IsNullOrWhiteSpace(request.Sensors)
        && request.Image.IsEmpty
        && request.Frame is null
        && request.Choices is not { Count: > 0 }
        && !request.IgnoreEnd;

    /// <summary>The answer, without its timings; null where the question is left to the model.</summary>
    /// <param name="request">A request that <see cref="Takes"/>.</param>
    /// <param name="isRead">Whether the text holds signals in a known form.</param>
    public static Answer? Of(ResponderRequest request, out bool isRead)
    {
        var table = SignalReader.Read(request.Sensors!);
        isRead = table.Signals.Count + table.Events.Count > 0;
        var reading = isRead ? QuestionReader.Read(request.Prompt, table) : QuestionReading.None;
        if (reading.Confidence < RuleQuestionReader.Min)
            return null;
        var result = QueryEvaluator.Evaluate(reading.Query, table);
        var confidence =
            table.IsWeak && reading.Query.Rows.Any(row => !table.Agreed.Contains(row))
                ? Math.Min(reading.Confidence, FromStructure)
                : reading.Confidence;
        var mismatch =
            result.Text == "unknown" && reading.Query.Operation is not (QueryOperation.Unknown or QueryOperation.At);
        return mismatch
            ? null
            : new Answer(result.Text, FinishReason.Stop, confidence, default, default)
            {
                Likelihood = confidence,
                Query = reading.Query.ToString(),
                Signals = [.. result.Used.Take(MaxShown).Select(one => new UsedSignal(one.Path, one.Value.Shown))],
            };
    }
}
