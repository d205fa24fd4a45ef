using Siskin.Models.Data;
using Siskin.Models.Data.Events;
using Siskin.Models.Data.Frames;
using Siskin.Models.Data.Fused;
using Siskin.Models.Data.Telemetry;

namespace Siskin.Models.Evaluation;

/// <summary>Draws the sets of <c>evaluate</c> and <c>calibrate</c> from seeds that training never uses.</summary>
internal sealed class HeldOutSets
{
    /// <summary>Frames in which there is no instrument, asked for every usual task that is about frames.</summary>
    public const string Unreadable = "unreadable";

    /// <summary>
    /// Sub-dials are held to this part of their scale here, tighter than the tolerance they are drawn with.
    /// </summary>
    private const double DialTolerance = 0.02;

    private static readonly TelemetryOptions HeldOutNames = new() { HeldOut = true };

    private static readonly TelemetryOptions HeldOutLayouts = new() { HeldOutLayouts = true };

    private readonly Dictionary<string, (string[] Tasks, Func<int, Sample> Draw)> _sets = [];

    private readonly int _stream;

    /// <param name="stream">A stream of <see cref="SampleSeeds"/> that training does not use.</param>
    public HeldOutSets(int stream = SampleSeeds.Evaluation)
    {
        _stream = stream;
        var synthesizer = new Synthesizer();
        foreach (var task in TaskCatalog.All.Select(task => task.Name))
            _sets[task] = ([task], seed => synthesizer.Draw(task, seed));
        Add(TaskCatalog.Telemetry.Name, options => new TelemetrySynthesizer(options).Next);
        Add(TaskCatalog.Lookup.Name, options => new TelemetrySynthesizer(options).NextLookup);
        Add(TaskCatalog.Numbers.Name, options => new TelemetrySynthesizer(options).NextNumbers);
        Add(TaskCatalog.Windows.Name, options => new WindowSynthesizer(options).Next);
        Add(TaskCatalog.Events.Name, options => new EventSynthesizer(options).Next);
        var frames = new FrameSynthesizer(FrameFonts.Discover());
        Add(TaskCatalog.Compare.Name, options => new CompareSynthesizer(frames, options).Next);
        Add(TaskCatalog.Versus.Name, options => new CompareSynthesizer(frames, options).NextVersus);
        string[] tasks = [.. PromptPhrases.Tasks.Intersect(TaskCatalog.Usual).Select(task => task.Name)];
        _sets[Unreadable] = (tasks, seed => frames.NextWithoutInstrument(tasks[seed % tasks.Length], seed));
    }

    /// <summary>
    /// Names of the sets: every task; tasks with sensor text once more with signal names, and with text layouts, that
    /// training never shows; frames without an instrument.
    /// </summary>
    public IReadOnlyCollection<string> Names => _sets.Keys;

    /// <summary>Names of the sets that a model of these tasks can be asked.</summary>
    public IEnumerable<string> NamesFor(IEnumerable<string> tasks)
    {
        string[] trained = [.. tasks];
        return _sets.Where(set => set.Value.Tasks.All(trained.Contains)).Select(set => set.Key);
    }

    /// <summary>Draws a set; the same name gives the same samples.</summary>
    /// <param name="name">One of <see cref="Names"/>.</param>
    /// <param name="count">Number of samples.</param>
    /// <param name="drawn">Called after every sample.</param>
    /// <exception cref="ArgumentException">There is no set of that name.</exception>
    public EvaluationSet Draw(string name, int count, Action drawn)
    {
        if (!_sets.TryGetValue(name, out var set))
        {
            throw new ArgumentException($"unknown set '{name}'; there are {string.Join(", ", Names)}", nameof(name));
        }

        var samples = new Sample[count];
        for (var i = 0; i < count; i++)
        {
            var sample = set.Draw(SampleSeeds.Mix(_stream, i));
            samples[i] =
                sample.Score.Kind == ScoringKind.Circular
                    ? sample with
                    {
                        Score = sample.Score with { Tolerance = DialTolerance * sample.Score.Period },
                    }
                    : sample;
            drawn();
        }

        return new EvaluationSet(name, samples);
    }

    private void Add(string task, Func<TelemetryOptions, Func<int, Sample>> synthesizer)
    {
        _sets[$"{task}-names"] = ([task], synthesizer(HeldOutNames));
        _sets[$"{task}-layouts"] = ([task], synthesizer(HeldOutLayouts));
    }
}
