using Siskin.Runtime.Bundles;

namespace Siskin.Runtime.Inference;

/// <summary>
/// Which prompts ask for some tasks, by the words that the bundle's tasks are asked for in: those that are about
/// one of these as much as about anything else that a frame shows, or more.
/// </summary>
internal sealed class TaskPrompts
{
    private readonly (bool IsSought, HashSet<string> Words, HashSet<string> Named)[] _tasks;

    /// <param name="tasks">The tasks of the bundle.</param>
    /// <param name="sought">The names of those that prompts may ask for.</param>
    public TaskPrompts(IReadOnlyList<BundleTask> tasks, params IReadOnlyCollection<string> sought) =>
        _tasks = [
            .. tasks
                .Where(task => task.Input == TaskInput.Frame)
                .Select(task =>
                    (
                        sought.Contains(task.Name),
                        task.Words.SelectMany(PromptWords.Of).ToHashSet(StringComparer.Ordinal),
                        PromptWords.Of(task.Prompt).ToHashSet(StringComparer.Ordinal)
                    )
                ),
        ];

    /// <summary>Whether a prompt asks for one of them, or as much for one as for anything else.</summary>
    public bool Holds(string prompt) => Score(prompt) is var (sought, others) && sought > 0 && sought >= others;

    /// <summary>Whether a prompt asks for one of them rather than for anything else.</summary>
    public bool HoldsAlone(string prompt) => Score(prompt) is var (sought, others) && sought > others;

    private (int Sought, int Others) Score(string prompt)
    {
        string[] words = [.. PromptWords.Of(prompt).Distinct()];
        var (sought, others) = (0, 0);
        foreach (var task in _tasks)
        {
            // What the task's own prompt says counts twice: it names the instrument.
            var score = words.Count(task.Words.Contains) + words.Count(task.Named.Contains);
            if (task.IsSought)
                sought = Math.Max(sought, score);
            else
                others = Math.Max(others, score);
        }

        return (sought, others);
    }
}
