using Siskin.Runtime.Signals.Queries;

namespace Siskin.Runtime.Signals.Questions;

/// <summary>What a question was understood as.</summary>
/// <param name="Query">The query.</param>
/// <param name="Confidence">How sure the reader is, 0 to 1; 0 where it understood nothing.</param>
public sealed record QuestionReading(Query Query, double Confidence)
{
    /// <summary>Nothing was understood.</summary>
    public static QuestionReading None { get; } = new(new Query(QueryOperation.Unknown), 0);
}
