namespace Siskin.Fleet.Mqtt;

/// <summary>
/// Which devices are asked for by name, because a broker left out what it retains of them: Mosquitto drops what goes
/// beyond its queue. A device that never had an info is not asked for for ever.
/// </summary>
internal sealed class InfoChase
{
    private const int MaxTries = 3;
    private const int MaxKnown = 200_000;

    private readonly Dictionary<string, int> _tries = new(StringComparer.Ordinal);

    /// <summary>Those of <paramref name="devices"/> that are asked for now.</summary>
    public IReadOnlyList<string> Next(IEnumerable<string> devices, int most)
    {
        var next = new List<string>();
        foreach (var device in devices)
        {
            var tries = _tries.GetValueOrDefault(device);
            if (tries >= MaxTries)
                continue;
            if (_tries.Count >= MaxKnown)
                _tries.Clear();
            _tries[device] = tries + 1;
            next.Add(device);
            if (next.Count >= most)
                break;
        }
        return next;
    }

    /// <summary>After a new connection everything is asked for again.</summary>
    public void Reset() => _tries.Clear();
}
