using Siskin.Runtime.Signals.Queries;

namespace Siskin.Runtime.Signals.Ranking;

/// <summary>An answer that a ranking finds likely.</summary>
/// <param name="Text">The answer of the likeliest query that gives it.</param>
/// <param name="Query">That query.</param>
/// <param name="Candidate">Its place among the candidates.</param>
/// <param name="Probability">Of all queries that give it together, 0 to 1.</param>
/// <param name="OfQuery">Of the likeliest of them alone.</param>
/// <param name="Queries">How many give it.</param>
public sealed record LikelyAnswer(
    string Text,
    Query Query,
    int Candidate,
    double Probability,
    double OfQuery,
    int Queries
);
