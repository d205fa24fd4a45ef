using Siskin.Runtime.Signals.Ranking;

namespace Siskin.Models.Ranking;

/// <summary>A question to learn from.</summary>
/// <param name="Prompt">The question.</param>
/// <param name="IsInScope">Whether the text can answer it.</param>
/// <param name="Candidates">What it may mean.</param>
/// <param name="IsRight">For each candidate, whether its answer is accepted.</param>
internal sealed record RankedExample(
    string Prompt,
    bool IsInScope,
    IReadOnlyList<RankedCandidate> Candidates,
    bool[] IsRight
)
{
    /// <summary>Whether any candidate answers it.</summary>
    public bool HasRight => Array.IndexOf(IsRight, true) >= 0;
}
