using Siskin.Runtime.Bundles;

namespace Siskin.Runtime.Inference;

/// <summary>
/// Whether a request brings what its prompt asks about, by the words that the bundle's tasks are asked for in. A model
/// answers whatever it is shown; what no task can answer is <c>unknown</c> without asking it.
/// </summary>
internal sealed class PromptScope
{
    /// <summary>The answer to what cannot be answered.</summary>
    public const string Unknown = "unknown";

    private readonly HashSet<string>.AlternateLookup<ReadOnlySpan<char>> _frame,
        _frameTasks,
        _instruments;

    private PromptScope(HashSet<string> frameWords, HashSet<string> frameTaskWords, HashSet<string> instruments)
    {
        _frame = frameWords.GetAlternateLookup<ReadOnlySpan<char>>();
        _frameTasks = frameTaskWords.GetAlternateLookup<ReadOnlySpan<char>>();
        _instruments = instruments.GetAlternateLookup<ReadOnlySpan<char>>();
    }

    /// <summary>The scope of a bundle; null where its tasks do not say which words ask for them.</summary>
    public static PromptScope? Of(IReadOnlyList<BundleTask> tasks)
    {
        var frame = WordsOf(tasks, input => input is TaskInput.Frame or TaskInput.Both);
        var text = WordsOf(tasks, input => input is TaskInput.Text);
        var frameTasks = WordsOf(tasks, input => input is TaskInput.Frame);
        var instruments = tasks
            .Where(task => task.Input == TaskInput.Frame)
            .SelectMany(task => PromptWords.Of(task.Prompt));
        return frame.Count == 0 ? null : new PromptScope(frame, frameTasks, [.. instruments.Except(text)]);
    }

    /// <summary>Whether the request can be answered from what it brings.</summary>
    public bool Holds(string prompt, string? sensors, bool hasFrame)
    {
        if (hasFrame)
            return !string.IsNullOrWhiteSpace(sensors) || IsAboutFrame(prompt);
        return !IsForFrameOnly(prompt) || IsNamedIn(sensors, prompt);
    }

    // Where no word says what is asked for ("What is this?"), it is what can be seen.
    private bool IsAboutFrame(string prompt)
    {
        var asks = false;
        var reader = new WordReader(prompt);
        while (reader.Next(out var word))
        {
            if (FunctionWords.Contains(word))
                continue;
            if (_frame.Contains(word))
                return true;
            asks = true;
        }

        return !asks;
    }

    // An instrument is named, and nothing besides that sensors could know: lamps and windows report themselves, too.
    private bool IsForFrameOnly(string prompt)
    {
        var names = false;
        var reader = new WordReader(prompt);
        while (reader.Next(out var word))
        {
            if (FunctionWords.Contains(word))
                continue;
            if (!_frameTasks.Contains(word))
                return false;
            names |= _instruments.Contains(word);
        }

        return names;
    }

    // A signal may be called what instruments are called, or be asked for beside one: then the sensors can answer.
    private static bool IsNamedIn(string? sensors, string prompt)
    {
        var reader = new WordReader(prompt);
        while (reader.Next(out var word))
        {
            if (
                word.Length > 2
                && !FunctionWords.Contains(word)
                && sensors.AsSpan().Contains(word, StringComparison.OrdinalIgnoreCase)
            )
                return true;
        }

        return false;
    }

    private static HashSet<string> WordsOf(IReadOnlyList<BundleTask> tasks, Func<TaskInput, bool> kind) =>
        [.. tasks.Where(task => kind(task.Input)).SelectMany(task => task.Words).SelectMany(PromptWords.Of)];
}
