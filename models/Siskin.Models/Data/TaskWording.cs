using Siskin.Models.Data.Events;
using Siskin.Models.Data.Frames;
using Siskin.Models.Data.Fused;
using Siskin.Models.Data.Telemetry;
using Siskin.Models.Tokenization;
using Siskin.Runtime.Bundles;
using Siskin.Runtime.Inference;

namespace Siskin.Models.Data;

/// <summary>
/// What each task is answered from and the words that it is asked for with, taken from the wordings that train it: the
/// bundle says them, so that the agent knows a question that a frame cannot answer, or one about a frame that did not
/// come.
/// </summary>
internal static class TaskWording
{
    // Prompts that are looked at for the words of a task, and how often a word must come: names of signals come less
    // often.
    private const int Drawn = 800,
        Min = 8;

    /// <summary>The task with its input and words.</summary>
    public static BundleTask Of(BundleTask task)
    {
        var framed = PromptPhrases.Tasks.Any(other => other.Name == task.Name);
        var fused = task.Name == TaskCatalog.Compare.Name || task.Name == TaskCatalog.Versus.Name;
        return task with
        {
            Input =
                framed ? TaskInput.Frame
                : fused ? TaskInput.Both
                : TaskInput.Text,
            Words =
            [
                .. framed ? FramedWords(task)
                : fused ? FusedWords()
                : Frequent(Prompts(task.Name)),
            ],
        };
    }

    private static IEnumerable<string> FramedWords(BundleTask task)
    {
        // The tokenizer's corpus has more wordings, of all tasks in one list: they count for the widest of them.
        var more =
            task.Name == TaskCatalog.Gauge.Name ? FrameWording.Prompts.Except([TaskCatalog.Telemetry.Prompt]) : [];
        return ContentWords(PromptPhrases.Of(task.Name).Concat(more));
    }

    private static IEnumerable<string> FusedWords() =>
        ContentWords(
            ComparePhrases
                .Agree.Concat(ComparePhrases.Higher)
                .Concat(ComparePhrases.Difference)
                .Append(ComparePhrases.OnlySignal)
                .Append(ComparePhrases.AnyInstrument)
                .Select(phrase =>
                    phrase
                        .Replace("{i}", "", StringComparison.Ordinal)
                        .Replace("{s}", "", StringComparison.Ordinal)
                        .Replace("{l}", "", StringComparison.Ordinal)
                )
        );

    private static IEnumerable<string> Prompts(string task)
    {
        var telemetry = new TelemetrySynthesizer(new TelemetryOptions());
        var windows = new WindowSynthesizer();
        var events = new EventSynthesizer();
        return Enumerable
            .Range(0, Drawn)
            .Select(seed =>
                (
                    task == TaskCatalog.Lookup.Name ? telemetry.NextLookup(seed)
                    : task == TaskCatalog.Numbers.Name ? telemetry.NextNumbers(seed)
                    : task == TaskCatalog.Windows.Name ? windows.Next(seed)
                    : task == TaskCatalog.Events.Name ? events.Next(seed)
                    : telemetry.Next(seed)
                ).Prompt
            );
    }

    private static IEnumerable<string> Frequent(IEnumerable<string> prompts) =>
        prompts
            .SelectMany(prompt => PromptWords.Of(prompt).Distinct())
            .GroupBy(word => word)
            .Where(group => group.Count() >= Min)
            .Select(group => group.Key)
            .Order(StringComparer.Ordinal);

    private static IEnumerable<string> ContentWords(IEnumerable<string> prompts) =>
        prompts.SelectMany(PromptWords.Of).Distinct().Order(StringComparer.Ordinal);
}
