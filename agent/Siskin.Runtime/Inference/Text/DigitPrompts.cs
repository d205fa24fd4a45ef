using Siskin.Runtime.Bundles;

namespace Siskin.Runtime.Inference.Text;

/// <summary>
/// Which prompts ask for what stands in a row of digits, by the words that the bundle's tasks are asked for in: those
/// that are as much about a counter or a display as about anything else that a frame shows.
/// </summary>
internal sealed class DigitPrompts
{
    private readonly (bool OfDigits, HashSet<string> Words, HashSet<string> Named)[] _tasks;

    /// <param name="tasks">The tasks of the bundle.</param>
    public DigitPrompts(IReadOnlyList<BundleTask> tasks) =>
        _tasks = [
            .. tasks
                .Where(task => task.Input == TaskInput.Frame)
                .Select(task =>
                    (
                        task.Name is BundleTask.Counter or BundleTask.Display,
                        task.Words.SelectMany(PromptWords.Of).ToHashSet(StringComparer.Ordinal),
                        PromptWords.Of(task.Prompt).ToHashSet(StringComparer.Ordinal)
                    )
                ),
        ];

    /// <summary>Whether a prompt is one of them.</summary>
    public bool Holds(string prompt)
    {
        string[] words = [.. PromptWords.Of(prompt).Distinct()];
        var (digits, others) = (0, 0);
        foreach (var task in _tasks)
        {
            // What the task's own prompt says counts twice: it names the instrument.
            var score = words.Count(task.Words.Contains) + words.Count(task.Named.Contains);
            if (task.OfDigits)
                digits = Math.Max(digits, score);
            else
                others = Math.Max(others, score);
        }

        return digits > 0 && digits >= others;
    }
}
