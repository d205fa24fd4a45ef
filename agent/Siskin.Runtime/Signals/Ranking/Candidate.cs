using Siskin.Runtime.Signals.Queries;

namespace Siskin.Runtime.Signals.Ranking;

/// <summary>A query that a question may mean, and what it answers.</summary>
/// <param name="Query">The query.</param>
/// <param name="Answer">Its answer on the table that is asked about.</param>
/// <param name="Rows">Numbers of the signals that it is about, in the table's order.</param>
/// <param name="Origin">How its rows were chosen.</param>
internal sealed record Candidate(Query Query, string Answer, int[] Rows, RowOrigin Origin);
