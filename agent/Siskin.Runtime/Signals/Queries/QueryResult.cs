namespace Siskin.Runtime.Signals.Queries;

/// <summary>The answer of a query.</summary>
/// <param name="Text">The answer in words.</param>
/// <param name="Used">The signals that it rests on.</param>
public sealed record QueryResult(string Text, IReadOnlyList<Signal> Used)
{
    /// <summary>What cannot be answered from the text.</summary>
    public static QueryResult Unknown { get; } = new("unknown", []);
}
