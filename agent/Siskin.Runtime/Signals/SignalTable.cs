namespace Siskin.Runtime.Signals;

/// <summary>What a sensor text says, typed.</summary>
/// <param name="Form">The form it was read by, such as <c>json</c>; "" where none fits.</param>
/// <param name="Signals">Its signals in the text's order; every path once.</param>
/// <param name="Events">Its log lines in the text's order.</param>
public sealed record SignalTable(string Form, IReadOnlyList<Signal> Signals, IReadOnlyList<LogEvent> Events)
{
    /// <summary>Whether parts of the text may have been cut in the wrong places.</summary>
    public bool IsDoubtful { get; init; }

    /// <summary>Whether it was read by the text's structure only: no answer from it is a sure one.</summary>
    public bool IsWeak { get; init; }

    /// <summary>Signals of a weak table that a known form reads alike: two readings agree about them.</summary>
    internal IReadOnlySet<string> Agreed { get; init; } = new HashSet<string>();

    /// <summary>Whether most lines were read by forms that leave no doubt where their values are.</summary>
    internal bool IsExact { get; init; }

    /// <summary>Lines with a number that were read by no form.</summary>
    public int LinesLeft { get; init; }

    /// <summary>A text that no form fits.</summary>
    public static SignalTable Empty { get; } = new("", [], []);

    /// <summary>The signal of a path, or null.</summary>
    public Signal? Find(string path) => (_byPath ??= ByPath()).GetValueOrDefault(path);

    private Dictionary<string, Signal>? _byPath;

    private Dictionary<string, Signal> ByPath()
    {
        var paths = new Dictionary<string, Signal>(Signals.Count, StringComparer.Ordinal);
        foreach (var signal in Signals)
            paths.TryAdd(signal.Path, signal);
        return paths;
    }
}
