using Siskin.Agent.Configuration;

namespace Siskin.Agent.Watches;

/// <summary>
/// Counts the readings in a row that contradict the accepted value and agree with each other: one misread value that
/// was accepted must not refuse the right ones for ever.
/// </summary>
/// <param name="gates">What is asked of one reading after the other.</param>
internal sealed class Dissent(GateSection gates)
{
    private const decimal Closeness = 0.1m; // of the distance to the accepted value

    private (decimal Value, double Hours)? _last;
    private decimal _min;
    private decimal _max;
    private int _count;

    /// <summary>Takes a refused reading; true when there are enough.</summary>
    /// <param name="value">The reading.</param>
    /// <param name="accepted">The value that it contradicts.</param>
    /// <param name="step">One unit of its last place.</param>
    /// <param name="hours">When it was read.</param>
    public bool Add(decimal value, decimal accepted, decimal step, double hours)
    {
        if (!Agrees(value, accepted, step, hours))
            (_count, _min, _max) = (0, value, value);
        _last = (value, hours);
        (_min, _max) = (Math.Min(_min, value), Math.Max(_max, value));
        return ++_count >= gates.ResyncAfter && gates.ResyncAfter > 0;
    }

    public void Clear() => (_last, _count) = (null, 0);

    private bool Agrees(decimal value, decimal accepted, decimal step, double hours)
    {
        if (_last is not { } last)
            return false;
        var change = value - last.Value;
        if (gates.Monotonic && change < 0)
            return false;
        if (
            gates.MaxRate is { } max
            && Math.Abs(change) > step
            && (double)Math.Abs(change) > (double)max * (hours - last.Hours)
        )
            return false;
        // Far closer to each other than to what they contradict.
        var spread = Math.Max(_max, value) - Math.Min(_min, value);
        return spread <= Math.Max(step, Closeness * Math.Abs(value - accepted));
    }
}
