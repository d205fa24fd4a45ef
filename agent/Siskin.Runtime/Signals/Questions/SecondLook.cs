using Siskin.Runtime.Signals.Queries;

namespace Siskin.Runtime.Signals.Questions;

/// <summary>
/// Readings of questions that no rule understood whole: the best guess by what is asked for and what is named, never a
/// sure one.
/// </summary>
internal static class SecondLook
{
    /// <summary>Readings up to this confidence are looked at again.</summary>
    public const double Below = 0.62;

    /// <summary>Whether a reading should be looked at again: it is hardly understood, or has no answer.</summary>
    public static bool IsNeeded(QuestionReading reading, SignalTable table) =>
        table.Signals.Count > 0
        && (
            reading.Confidence <= Below
            || reading.Query.Operation is not (QueryOperation.Unknown or QueryOperation.At)
                && QueryEvaluator.Evaluate(reading.Query, table).Text == "unknown"
        );

    /// <summary>The better one of a reading and of what a second look finds.</summary>
    public static QuestionReading Better(QuestionReading reading, Asked asked)
    {
        // What says nothing for sure, or has no answer, gives way to any guess.
        var isNothing = reading.Query.Operation == QueryOperation.Unknown || reading.Confidence > Below;
        var second = TwoThings.Read(asked) ?? (isNothing ? Guesses.Read(asked) : null);
        return second is null || !isNothing && second.Confidence <= reading.Confidence ? reading : second;
    }
}
