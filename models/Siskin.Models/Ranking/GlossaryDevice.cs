namespace Siskin.Models.Ranking;

/// <summary>A signal as its device calls it, and as people ask for it.</summary>
/// <param name="Name">The device's name for it.</param>
/// <param name="Value">An example of what it reads.</param>
/// <param name="Unit">The unit of the value, or "".</param>
/// <param name="Ways">Questions, or names in people's words, that mean it among the signals of its device.</param>
internal sealed record GlossarySignal(string Name, string Value, string Unit, IReadOnlyList<string> Ways);

/// <summary>
/// A device of a glossary: tab-separated lines of a name, an example value, its unit, and the ways to ask for it
/// between bars, below a line that begins with <c>#</c> and says what the device is.
/// </summary>
/// <param name="Title">What the device is.</param>
/// <param name="Signals">Its signals; one at least.</param>
internal sealed record GlossaryDevice(string Title, IReadOnlyList<GlossarySignal> Signals)
{
    private const int Fields = 4;

    /// <summary>Reads the devices of a glossary.</summary>
    /// <exception cref="InvalidDataException">A line is no such signal, or stands before any device.</exception>
    public static IReadOnlyList<GlossaryDevice> Read(string path)
    {
        var devices = new List<GlossaryDevice>();
        var signals = new List<GlossarySignal>();
        var number = 0;
        foreach (var line in File.ReadLines(path))
        {
            number++;
            if (line.StartsWith("# ", StringComparison.Ordinal))
                devices.Add(new GlossaryDevice(line[2..].Trim(), signals = []));
            else if (line.Trim().Length > 0)
                signals.Add(
                    devices.Count > 0 && Signal(line) is { } signal
                        ? signal
                        : throw new InvalidDataException(
                            $"{path} line {number}: \"{line}\"; allowed: a name, a value, a unit and ways to ask between bars, by tabs, below \"# device\""
                        )
                );
        }

        return devices.Find(one => one.Signals.Count == 0) is { } empty
            ? throw new InvalidDataException($"{path}: \"{empty.Title}\" has no signals")
            : devices;
    }

    private static GlossarySignal? Signal(string line)
    {
        var fields = line.Split('\t', StringSplitOptions.TrimEntries);
        if (fields.Length != Fields || fields[0].Length == 0 || fields[1].Length == 0)
            return null;
        var ways = fields[3].Split('|', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        return ways.Length > 0 ? new GlossarySignal(fields[0], fields[1], fields[2], ways) : null;
    }
}
