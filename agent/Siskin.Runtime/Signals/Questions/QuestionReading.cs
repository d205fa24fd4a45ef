using Siskin.Runtime.Signals.Queries;

namespace Siskin.Runtime.Signals.Questions;

/// <summary>What a question was understood as.</summary>
/// <param name="Query">The query.</param>
/// <param name="Confidence">How sure the reader is, 0 to 1; 0 where the question is left to the model.</param>
public sealed record QuestionReading(Query Query, double Confidence)
{
    /// <summary>Left to the model.</summary>
    public static QuestionReading None { get; } = new(new Query(QueryOperation.Unknown), 0);

    /// <summary>
    /// Other queries that the words allow as well; where they are answered alike, it does not matter which is meant.
    /// </summary>
    internal IReadOnlyList<Query> Others { get; init; } = [];

    /// <summary>A question that no signal can answer, as far as it was understood.</summary>
    internal static QuestionReading Unknown(double confidence) => new(new Query(QueryOperation.Unknown), confidence);
}
