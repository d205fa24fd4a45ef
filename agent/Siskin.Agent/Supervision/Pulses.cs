namespace Siskin.Agent.Supervision;

/// <summary>The pulses of all loops that an agent needs.</summary>
internal sealed class Pulses(TimeProvider time)
{
    private readonly Lock _lock = new();
    private readonly List<Pulse> _pulses = [];

    /// <summary>The pulse of a further loop.</summary>
    public Pulse Add(string part)
    {
        var pulse = new Pulse(part, time);
        lock (_lock)
            _pulses.Add(pulse);
        return pulse;
    }

    /// <summary>The pulses of so many loops of a kind; the first one has its plain name.</summary>
    public Pulse[] Add(string part, int count) =>
        [.. Enumerable.Range(1, count).Select(i => Add(i == 1 ? part : $"{part} {i}"))];

    /// <summary>The pulse of that loop.</summary>
    public Pulse Of(string part)
    {
        lock (_lock)
            return _pulses.First(pulse => pulse.Part == part);
    }

    /// <summary>
    /// The pulse that has been silent for longest, if that is longer than <paramref name="patience"/>.
    /// </summary>
    public Pulse? Silent(TimeSpan patience)
    {
        lock (_lock)
            return _pulses.Where(pulse => pulse.Silence > patience).MaxBy(pulse => pulse.Silence);
    }
}
