using Siskin.Models.Data.Events;
using Siskin.Models.Data.Frames;
using Siskin.Models.Data.Fused;
using Siskin.Models.Data.Telemetry;

namespace Siskin.Models.Data;

/// <summary>Draws samples of every task of <see cref="TaskCatalog"/>.</summary>
public sealed class Synthesizer
{
    private readonly FrameSynthesizer _frames = new(FrameFonts.Discover());
    private readonly TelemetrySynthesizer _telemetry;
    private readonly WindowSynthesizer _windows = new();
    private readonly EventSynthesizer _events = new();
    private readonly CompareSynthesizer _compare;

    /// <param name="namePieces">See <see cref="TelemetryOptions.NamePieces"/>; for training.</param>
    public Synthesizer(IReadOnlyList<string>? namePieces = null)
    {
        var options = new TelemetryOptions { NamePieces = namePieces ?? [] };
        _telemetry = new TelemetrySynthesizer(options);
        _compare = new CompareSynthesizer(_frames, options);
    }

    /// <summary>The sample of a task and a seed; the same seed always gives the same sample.</summary>
    public Sample Draw(string task, int seed) => Draw(task, seed, severity: 1);

    /// <summary>
    /// The same with frames of another <see cref="FrameOptions.Severity"/>. Sensor text has none, and frames that are
    /// compared with it keep theirs.
    /// </summary>
    public Sample Draw(string task, int seed, double severity) =>
        task == TaskCatalog.Telemetry.Name ? _telemetry.Next(seed)
        : task == TaskCatalog.Lookup.Name ? _telemetry.NextLookup(seed)
        : task == TaskCatalog.Numbers.Name ? _telemetry.NextNumbers(seed)
        : task == TaskCatalog.Windows.Name ? _windows.Next(seed)
        : task == TaskCatalog.Events.Name ? _events.Next(seed)
        : task == TaskCatalog.Compare.Name ? _compare.Next(seed)
        : task == TaskCatalog.Versus.Name ? _compare.NextVersus(seed)
        : _frames.Next(task, seed, severity);
}
