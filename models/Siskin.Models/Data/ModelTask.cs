using Siskin.Runtime.Bundles;

namespace Siskin.Models.Data;

/// <summary>Draws the sample of a seed, with frames spoiled as much as the severity (0..1) says.</summary>
internal delegate Sample SampleDrawer(int seed, double severity);

/// <summary>
/// All that there is to say about one task: name and prompt, what draws its samples, the other ways to ask for it, the
/// further sets that evaluate it, and its part of the tokenizer's corpus. <see cref="Siskin.Models.Tasks.TaskCatalog"/>
/// lists them all.
/// </summary>
/// <param name="Name">Its name in recipes, manifests and tables.</param>
/// <param name="Prompt">The prompt that manifests state.</param>
/// <param name="Input">What it is answered from.</param>
internal abstract record ModelTask(string Name, string Prompt, TaskInput Input)
{
    /// <summary>Its prompt about what another question asks for.</summary>
    public string About(string question) => $"{Prompt} {question}";

    /// <summary>Other ways to ask for it; empty where questions are composed sample by sample.</summary>
    public IReadOnlyList<string> Wordings { get; init; } = [];

    /// <summary>
    /// Ways to ask for it that no sample shows: the tokenizer and the agent's scope know their words.
    /// </summary>
    public IReadOnlyList<string> UndrawnWordings { get; init; } = [];

    /// <summary>Whether a bundle has it whose recipe names no tasks.</summary>
    public bool IsUsual { get; init; }

    /// <summary>Whether its samples can be drawn by anybody; false where they are files.</summary>
    public virtual bool IsDrawn => true;

    /// <summary>Sets that show it with what training never shows.</summary>
    public IReadOnlyList<HeldOutVariant> HeldOut { get; init; } = [];

    /// <summary>
    /// The error that evaluation forgives on a scale that closes, as a share of its turn; null for what samples are
    /// drawn with.
    /// </summary>
    public double? HeldOutTolerance { get; init; }

    /// <summary>
    /// Makes what draws samples as part of the tokenizer's corpus; null where another task's samples have the same
    /// words.
    /// </summary>
    public Func<Func<Random, Sample>>? CorpusDrawer { get; init; }

    /// <summary>Answers that are part of the tokenizer's corpus beside the wordings.</summary>
    public IReadOnlyList<string> CorpusAnswers { get; init; } = [];

    /// <summary>Every way to ask for it that is written down, each once, the prompt first.</summary>
    public IEnumerable<string> AllWordings => Wordings.Prepend(Prompt).Concat(UndrawnWordings).Distinct();

    /// <summary>Makes what draws its samples.</summary>
    public abstract SampleDrawer Drawer(SensorTextOptions options);

    /// <summary>The task in a manifest, with the words that people ask for it with.</summary>
    public BundleTask ToBundleTask() => new(Name, Prompt) { Input = Input, Words = TaskWords.Of(this) };
}
