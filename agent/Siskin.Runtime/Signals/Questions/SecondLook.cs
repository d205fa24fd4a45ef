namespace Siskin.Runtime.Signals.Questions;

/// <summary>
/// Readings of questions that no rule understood whole: the best guess by what is asked for and what is named, never a
/// sure one.
/// </summary>
internal static class SecondLook
{
    /// <summary>Readings up to this confidence are looked at again.</summary>
    public const double Below = 0.62;

    /// <summary>The better one of a reading and of what a second look finds.</summary>
    public static QuestionReading Better(QuestionReading reading, Asked asked)
    {
        if (reading.Confidence > Below)
            return reading;
        var second = TwoThings.Read(asked);
        return second is null || second.Confidence < reading.Confidence - (reading.Query.Operation == Queries.QueryOperation.Unknown ? 1 : 0)
            ? reading
            : second;
    }
}
