using Siskin.Models.Data;
using Siskin.Models.Data.Frames;
using Siskin.Models.Tasks;
using Siskin.Runtime.Bundles;

namespace Siskin.Models.Evaluation;

/// <summary>Draws the sets of <c>evaluate</c> and <c>calibrate</c> from seeds that training never uses.</summary>
internal sealed class HeldOutSets
{
    /// <summary>Frames in which there is no instrument, asked for every usual task that is about frames.</summary>
    public const string Unreadable = "unreadable";

    // Instruments in their surroundings, with all that photographs have and the plain drawings lack.
    private static readonly Lazy<FrameSynthesizer> Scenes = new(() =>
        new FrameSynthesizer(
            FrameFonts.Discover(),
            new FrameOptions
            {
                SceneShare = 1,
                CutShare = 0.05,
                IsVaried = true,
            }
        )
    );

    private readonly Dictionary<string, Set> _sets = [];

    private readonly int _stream;

    /// <param name="stream">A stream of <see cref="SampleSeeds"/> that training does not use.</param>
    public HeldOutSets(int stream = SampleSeeds.Evaluation)
    {
        _stream = stream;
        foreach (var task in TaskCatalog.Drawn)
            _sets[task.Name] = new Set([task.Name], task.Drawer(new SensorTextOptions()), task.HeldOutTolerance);
        foreach (var task in TaskCatalog.All)
        {
            foreach (var variant in task.HeldOut)
                _sets[$"{task.Name}-{variant.Suffix}"] = new Set(
                    [task.Name],
                    task.Drawer(variant.Options),
                    task.HeldOutTolerance
                );
        }

        foreach (var task in FrameTasks.All.Where(task => task.Sought > 0))
        {
            _sets[$"{task.Name}-scene"] = new Set(
                [task.Name, LocateTask.Locate.Name],
                (seed, severity) => Scenes.Value.Next(task.Name, seed, severity),
                task.HeldOutTolerance
            );
        }

        string[] framed = [.. TaskCatalog.Usual.Where(task => task.Input == TaskInput.Frame).Select(task => task.Name)];
        _sets[Unreadable] = new Set(
            framed,
            (seed, _) => FrameSynthesizer.Usual.NextWithoutInstrument(framed[seed % framed.Length], seed),
            Tolerance: null
        );
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
            throw new ArgumentException($"unknown set '{name}'; there are {string.Join(", ", Names)}", nameof(name));
        var samples = new Sample[count];
        for (var i = 0; i < count; i++)
        {
            samples[i] = set.Next(SampleSeeds.Mix(_stream, i));
            drawn();
        }

        return new EvaluationSet(name, samples);
    }

    /// <summary>
    /// One set: the tasks that a model needs for it, what draws it, and the tolerance of readings on closed scales.
    /// </summary>
    private sealed record Set(IReadOnlyList<string> Tasks, SampleDrawer Drawer, double? Tolerance)
    {
        public Sample Next(int seed)
        {
            var sample = Drawer(seed, 1);
            return Tolerance is { } share && sample.Score.Kind == ScoringKind.Circular
                ? sample with
                {
                    Score = sample.Score with { Tolerance = share * sample.Score.Period },
                }
                : sample;
        }
    }
}
