namespace Siskin.Runtime.Signals.Questions;

/// <summary>
/// What a question is about: the signals that its words name, and how much of the question they leave open.
/// </summary>
/// <param name="Rows">Numbers of signals; none where nothing is named.</param>
/// <param name="Doubt">What is open, 0 to 1.</param>
/// <param name="IsLacking">Whether something is asked for that no signal is.</param>
internal sealed record Subject(IReadOnlyList<int> Rows, double Doubt, bool IsLacking = false)
{
    /// <summary>Signals that the words name as well.</summary>
    public IReadOnlyList<int> Others { get; init; } = [];

    /// <summary>Nothing is named.</summary>
    public static Subject None { get; } = new([], 1);
}
