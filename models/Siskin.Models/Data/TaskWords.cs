using Siskin.Runtime.Inference;

namespace Siskin.Models.Data;

/// <summary>
/// The words that a task is asked for with, taken from the wordings that train it: the bundle says them, so that the
/// agent knows a question that a frame cannot answer, or one about a frame that did not come.
/// </summary>
internal static class TaskWords
{
    // Prompts that are looked at for the words of a task, and how often a word must come: names of signals come less
    // often.
    private const int Drawn = 800,
        MinCount = 8;

    /// <summary>The words, each once, in order.</summary>
    public static IReadOnlyList<string> Of(ModelTask task) =>
        [.. (task.Wordings.Count > 0 ? Written(task) : Frequent(task)).Order(StringComparer.Ordinal)];

    private static IEnumerable<string> Written(ModelTask task) =>
        task.AllWordings.SelectMany(PromptWords.Of).Distinct();

    private static IEnumerable<string> Frequent(ModelTask task)
    {
        var draw = task.Drawer(new SensorTextOptions());
        return Enumerable
            .Range(0, Drawn)
            .SelectMany(seed => PromptWords.Of(draw(seed, 1).Prompt).Distinct())
            .GroupBy(word => word)
            .Where(group => group.Count() >= MinCount)
            .Select(group => group.Key);
    }
}
