using Siskin.Models.Data;
using Siskin.Models.Data.Telemetry;

namespace Siskin.Models.Evaluation;

/// <summary>Draws the synthetic sets of <c>evaluate</c> and <c>calibrate</c> from seeds that training never uses.</summary>
internal sealed class HeldOutSets
{
    /// <summary>Sub-dials are held to this part of their scale here, tighter than the tolerance they are drawn with.</summary>
    private const double DialTolerance = 0.02;

    private readonly Dictionary<string, Func<int, Sample>> _draws;

    private readonly int _stream;

    /// <param name="stream">A stream of <see cref="SampleSeeds"/> that training does not use.</param>
    public HeldOutSets(int stream = SampleSeeds.Evaluation)
    {
        _stream = stream;
        var synthesizer = new Synthesizer();
        _draws = TaskCatalog.All.ToDictionary(
            task => task.Name, task => (Func<int, Sample>)(seed => synthesizer.Draw(task.Name, seed)));
        _draws["telemetry-names"] = new TelemetrySynthesizer(new TelemetryOptions { HeldOut = true }).Next;
        _draws["telemetry-layouts"] = new TelemetrySynthesizer(new TelemetryOptions { HeldOutLayouts = true }).Next;
    }

    /// <summary>
    /// Names of the sets: every task, and telemetry with signal names, or text layouts, that training never shows.
    /// </summary>
    public IReadOnlyCollection<string> Names => _draws.Keys;

    /// <summary>Draws a set; the same name gives the same samples.</summary>
    /// <param name="name">One of <see cref="Names"/>.</param>
    /// <param name="count">Number of samples.</param>
    /// <param name="drawn">Called after every sample.</param>
    /// <exception cref="ArgumentException">There is no set of that name.</exception>
    public EvaluationSet Draw(string name, int count, Action drawn)
    {
        if (!_draws.TryGetValue(name, out Func<int, Sample>? draw))
        {
            throw new ArgumentException($"unknown set '{name}'; there are {string.Join(", ", Names)}", nameof(name));
        }

        var samples = new Sample[count];
        for (int i = 0; i < count; i++)
        {
            Sample sample = draw(SampleSeeds.Mix(_stream, i));
            samples[i] = sample.Score.Kind == ScoringKind.Circular
                ? sample with { Score = sample.Score with { Tolerance = DialTolerance * sample.Score.Period } }
                : sample;
            drawn();
        }

        return new EvaluationSet(name, samples);
    }
}
