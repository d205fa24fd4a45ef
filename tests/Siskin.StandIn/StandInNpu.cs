namespace Siskin.StandIn;

/// <summary>
/// The stand-in provider library in a folder of its own, under the name that the real one has. What it does is set in
/// its control file, whose keys <c>tests/native/standin.h</c> lists, at any time.
/// </summary>
public sealed class StandInNpu : IDisposable
{
    private readonly Lock _lock = new();
    private readonly SortedDictionary<string, string> _settings = new(StringComparer.Ordinal);

    /// <summary>Copies the library, so that each owner has a control file of its own.</summary>
    /// <param name="withSymbol">False for a library that is no execution provider.</param>
    public StandInNpu(bool withSymbol = true)
    {
        Folder = Directory.CreateTempSubdirectory("siskin-standin-").FullName;
        Library = Path.Combine(Folder, "libonnxruntime_providers_qnn.so");
        File.Copy(
            Path.Combine(AppContext.BaseDirectory, withSymbol ? "libsiskin_standin.so" : "libsiskin_nosymbol.so"),
            Library
        );
    }

    /// <summary>The folder that holds the library.</summary>
    public string Folder { get; }

    /// <summary>Path of the library.</summary>
    public string Library { get; }

    /// <summary>
    /// What the library reported so far: <c>register</c>, <c>compile GRAPH</c>, <c>load CONTEXT</c>, <c>hang</c>.
    /// </summary>
    public IReadOnlyList<string> Events =>
        File.Exists(Library + ".events") ? File.ReadAllLines(Library + ".events") : [];

    /// <summary>How often the library reported something that begins so.</summary>
    public int Count(string happened) => Events.Count(line => line.StartsWith(happened, StringComparison.Ordinal));

    /// <summary>Sets a key of the control file; null takes it out.</summary>
    public void Set(string key, string? value)
    {
        lock (_lock)
        {
            if (value is null)
                _settings.Remove(key);
            else
                _settings[key] = value;
            var control = Library + ".control";
            File.WriteAllLines(control + ".new", _settings.Select(setting => $"{setting.Key}={setting.Value}"));
            File.Move(control + ".new", control, overwrite: true); // the library never sees half of it
        }
    }

    /// <summary>Removes the folder; a library that is loaded stays usable.</summary>
    public void Dispose() => Directory.Delete(Folder, recursive: true);
}
