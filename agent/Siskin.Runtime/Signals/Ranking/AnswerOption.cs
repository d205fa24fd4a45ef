using Siskin.Runtime.Signals.Queries;

namespace Siskin.Runtime.Signals.Ranking;

/// <summary>An answer that a question may get, by the rules or by the ranking, with what speaks for it.</summary>
/// <param name="Text">The answer.</param>
/// <param name="Query">The query that gives it.</param>
/// <param name="IsOfRules">Whether the rules came to it.</param>
/// <param name="Features">A number for each of <see cref="AnswerChoice.FeatureNames"/>.</param>
public sealed record AnswerOption(string Text, Query Query, bool IsOfRules, float[] Features);
