using Siskin.Runtime.Signals.Queries;

namespace Siskin.Runtime.Signals.Ranking;

/// <summary>A query that a question may mean, with what a ranking weighs.</summary>
/// <param name="Query">The query.</param>
/// <param name="Answer">Its answer.</param>
/// <param name="Features">Hashes of what speaks for or against it, each of which has a weight.</param>
public sealed record RankedCandidate(Query Query, string Answer, uint[] Features);
