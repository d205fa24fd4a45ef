namespace Siskin.Agent.Sensors;

/// <summary>
/// A configured sensor and what it said last. One thread polls it; every thread can look at its last values, which
/// never touches the bus.
/// </summary>
/// <param name="sensor">What the configuration says of it.</param>
/// <param name="connect">Reaches the sensor.</param>
/// <param name="time">Clock.</param>
internal sealed class PolledSensor(AttachedSensor sensor, Func<SensorConnection> connect, TimeProvider time)
{
    /// <summary>The reason of a sensor whose first reading is not over.</summary>
    public const string NotYet = "it was not read yet";

    private volatile Reading _last = new([], 0, NotYet);
    private long _begun; // when the poll in progress began, or 0
    private SensorConnection? _connection;
    private SensorDriver? _driver;

    /// <summary>The first levels of its values' names: <c>i2c/NAME</c>.</summary>
    public string Name { get; } = $"{(sensor.Kind.IsOneWire ? "w1" : "i2c")}/{sensor.Name}";

    /// <summary>
    /// Reads it once. A fault in what worked before gets a second try: a glitch on the wires is none.
    /// </summary>
    public void Poll()
    {
        Interlocked.Exchange(ref _begun, Math.Max(1, time.GetTimestamp()));
        var tried = _driver is null;
        while (!TryPoll(out var fault))
        {
            if (tried)
            {
                _last = new Reading([], 0, fault);
                break;
            }
            tried = true;
        }
        Interlocked.Exchange(ref _begun, 0);
    }

    /// <summary>Its values, or why they are missing, by quantity.</summary>
    /// <param name="oldest">A value that was read longer ago is missing.</param>
    public IEnumerable<SensorValue> Values(TimeSpan oldest)
    {
        var last = _last;
        var age = last.Reason is null ? time.GetElapsedTime(last.At) : TimeSpan.Zero;
        var reason = last.Reason ?? (age > oldest ? Stale(age) : null);
        if (last.Reason is not null && Waiting() is { } waiting)
            reason = waiting;
        return sensor.Kind.Quantities.Select(
            (quantity, i) =>
            {
                var name = $"{Name}/{quantity.Name}";
                return (reason ?? Validate(quantity, last.Values[i])) is { } missing
                    ? new SensorValue(name, double.NaN, quantity.Unit) { Missing = missing }
                    : new SensorValue(name, last.Values[i]!.Value, quantity.Unit) { Age = age };
            }
        );
    }

    /// <summary>Lets go of the device; only when nothing polls.</summary>
    public void Close()
    {
        try
        {
            _connection?.Dispose();
        }
        catch (Exception)
        {
            // The bus may have gone with the sensor.
        }
        (_driver, _connection) = (null, null);
    }

    private bool TryPoll(out string? fault)
    {
        try
        {
            _connection ??= connect();
            _connection.Begin();
            _driver ??= sensor.Kind.Open(_connection.Port);
            _last = new Reading(_driver.Read(), time.GetTimestamp(), null);
            fault = null;
            return true;
        }
        catch (Exception e) // the bindings throw bare exceptions too, and none of them may end the others' readings
        {
            fault = SensorReason.Of(e, sensor);
            Close();
            return false;
        }
    }

    private string Stale(TimeSpan age) =>
        Waiting() ?? $"it was not read for {age.TotalSeconds:F0} s: its bus is held up";

    private string? Waiting()
    {
        var begun = Interlocked.Read(ref _begun);
        return begun != 0 && time.GetElapsedTime(begun) is var since && since > sensor.Kind.Limit
            ? $"no answer for {since.TotalSeconds:F0} s: its bus hangs"
            : null;
    }

    private static string? Validate(Quantity quantity, double? value) =>
        value switch
        {
            null or double.NaN => "the sensor has no value yet, or nothing in its range",
            _ when value < quantity.Min || value > quantity.Max =>
                $"it gave a value outside of what the chip can measure, {quantity.Min} to {quantity.Max} {quantity.Unit}",
            _ => null,
        };

    /// <param name="Values">By quantity; empty where it could not be read.</param>
    /// <param name="At">When.</param>
    /// <param name="Reason">Why it could not be read, or null.</param>
    private sealed record Reading(IReadOnlyList<double?> Values, long At, string? Reason);
}
