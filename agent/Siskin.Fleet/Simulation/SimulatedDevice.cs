using System.Globalization;
using System.Text;
using System.Text.Json;
using Siskin.Agent.Wire;

namespace Siskin.Fleet.Simulation;

/// <summary>
/// A device that is none: it says what an agent would, in the same words. What it says follows from its seed and from
/// how often it was asked, so that two runs are alike.
/// </summary>
internal sealed class SimulatedDevice
{
    private const string Version = "0.9.0";
    private const string OldVersion = "0.8.0";

    private readonly TopicLayout _topics;
    private readonly Random _random;
    private readonly SimulatedFailures _failures;
    private readonly Traits _traits;
    private readonly string _name;
    private readonly double _speed;
    private readonly double _warmth;
    private readonly double _load;
    private readonly DateTimeOffset _start;
    private long _received;
    private long _refused;
    private long _readings;
    private long _session;
    private double _counter;
    private int _step;

    private enum Trouble
    {
        None,
        Down,
        Flapping,
        Silent,
        Malformed,
        LateWill,
    }

    private sealed record Traits(Trouble Trouble, bool Fallback, bool Busy, bool Doubtful, bool Old);

    public SimulatedDevice(string root, string name, int seed, SimulatedFailures failures, DateTimeOffset start)
    {
        (_name, _topics, _random, _failures, _start) = (
            name,
            new TopicLayout(root, name),
            new Random(seed),
            failures,
            start
        );
        _traits = new Traits(
            TroubleOf(_random.NextDouble()),
            _random.NextDouble() < failures.Fallback,
            _random.NextDouble() < failures.Busy,
            _random.NextDouble() < failures.Doubtful,
            _random.NextDouble() < failures.Old
        );
        _speed = Math.Exp((_random.NextDouble() - 0.5) * 1.2) * (_traits.Fallback ? 3 : 1);
        _warmth = 38 + (_random.NextDouble() * 25);
        _load = Math.Exp(_random.NextDouble() * 3);
        _counter = Math.Round(_random.NextDouble() * 9_000, 1);
        _session = start.ToUnixTimeMilliseconds() - _random.Next(1_000_000);
    }

    /// <summary>The will of its present start, for a connection of its own.</summary>
    public OutgoingMessage Will => Status("offline", _session);

    /// <summary>What it says when it starts.</summary>
    public IEnumerable<OutgoingMessage> Begin()
    {
        yield return Status("online", _session);
        yield return Info();
        if (_traits.Trouble == Trouble.LateWill)
            yield return Status("offline", _session - 60_000);
        if (_traits.Trouble == Trouble.Down)
            yield return Status("offline", _session);
    }

    /// <summary>What it says once in an interval.</summary>
    /// <param name="now">Time.</param>
    public IEnumerable<OutgoingMessage> Step(DateTimeOffset now)
    {
        _step++;
        if (_traits.Trouble == Trouble.Down || (_traits.Trouble == Trouble.Silent && _step > 1))
            yield break;
        if (_traits.Trouble == Trouble.Flapping && _step % 3 == 0)
        {
            yield return Status("offline", _session);
            _session += 30_000;
            (_received, _refused, _readings) = (0, 0, 0);
            yield return Status("online", _session);
            yield return Info();
        }
        yield return _traits.Trouble == Trouble.Malformed && _step % 2 == 0
            ? new OutgoingMessage(_topics.Telemetry, "{\"uptime_s\": \"long\""u8.ToArray()) { AtLeastOnce = false }
            : Telemetry(now);
        if (_step % 6 == 1)
            yield return Watch(now);
    }

    /// <summary>A goodbye, and the end of everything that the broker keeps of it.</summary>
    public IEnumerable<OutgoingMessage> End() =>
        new[] { _topics.Status, _topics.Info, _topics.Watch("water") }.Select(topic => new OutgoingMessage(
            topic,
            ReadOnlyMemory<byte>.Empty
        )
        {
            Retain = true,
        });

    private Trouble TroubleOf(double dice)
    {
        var sum = 0.0;
        foreach (
            var (trouble, share) in new[]
            {
                (Trouble.Down, _failures.Down),
                (Trouble.Flapping, _failures.Flapping),
                (Trouble.Silent, _failures.Silent),
                (Trouble.Malformed, _failures.Malformed),
                (Trouble.LateWill, _failures.LateWill),
            }
        )
        {
            sum += share;
            if (dice < sum)
                return trouble;
        }
        return Trouble.None;
    }

    private OutgoingMessage Status(string status, long session) =>
        new(_topics.Status, Encoding.UTF8.GetBytes(status))
        {
            Retain = true,
            ContentType = "text/plain",
            Properties = [new("session", session.ToString(CultureInfo.InvariantCulture))],
        };

    private OutgoingMessage Info()
    {
        var version = _traits.Old ? OldVersion : Version;
        var info = new InfoMessage(
            _name,
            version,
            "siskin-mini",
            version,
            "cpu-int8",
            "cpu",
            _traits.Fallback ? "the NPU does not answer" : null,
            null,
            [],
            true,
            [new InfoTask("counter", "Read the counter."), new InfoTask("gauge", "Read the gauge.")],
            [],
            "disk",
            null,
            new InfoLimits(6_291_456, 4_194_304, 16_000_000, 2_000, 8_000, 384, 64, 32, 67_108_864, 30_000),
            "board-" + _name,
            400,
            _session
        );
        return new(_topics.Info, JsonSerializer.SerializeToUtf8Bytes(info, WireJson.Default.InfoMessage))
        {
            Retain = true,
            ContentType = OutgoingMessage.Json,
        };
    }

    private OutgoingMessage Telemetry(DateTimeOffset now)
    {
        var arrived = (long)(_load * (0.5 + _random.NextDouble()));
        var refused =
            _traits.Busy ? arrived / 3
            : _random.NextDouble() < 0.01 ? 1
            : 0;
        (_received, _refused, _readings) = (_received + arrived, _refused + refused, _readings + 1);
        var message = new TelemetryMessage(
            Math.Round((now - DateTimeOffset.FromUnixTimeMilliseconds(_session)).TotalSeconds, 1),
            new TelemetryRequests(_received, _received - _refused, _refused, 0, 0),
            _refused == 0
                ? new Dictionary<string, long>()
                : new Dictionary<string, long> { [_traits.Busy ? "429" : "400"] = _refused },
            new TelemetryQueue(_traits.Busy ? 20 + _random.Next(12) : _random.Next(2), 40_000, 32),
            new TelemetryCache(0, _received / 9, 0, _readings / 3, 215_040, 8_388_608),
            new TelemetryLink(1, 0, 0, 0),
            new TelemetryLedger("disk", null, 12, 0, 2_600),
            300,
            (int)Math.Min(_received, 300),
            Timings(),
            Math.Round(1_500 / _speed, 1),
            new TelemetryProvider(
                "cpu",
                "cpu-int8",
                _traits.Fallback ? "the NPU does not answer" : null,
                new Dictionary<string, long> { ["cpu"] = _received - _refused },
                null
            ),
            new TelemetryProcess(
                78_000_000 + _random.Next(6_000_000),
                Math.Round(_load / 4, 1),
                Math.Round(_warmth + (3 * Math.Sin((now - _start).TotalHours / 4)) + _random.NextDouble(), 1)
            ),
            new TelemetryWatches(_readings, _traits.Doubtful ? _readings / 4 : 0, 0, 0, 0),
            new Dictionary<string, TelemetrySensor>()
        );
        return new(_topics.Telemetry, JsonSerializer.SerializeToUtf8Bytes(message, WireJson.Default.TelemetryMessage))
        {
            AtLeastOnce = false,
            ContentType = OutgoingMessage.Json,
        };
    }

    private Dictionary<string, Percentiles> Timings()
    {
        var stages = new Dictionary<string, Percentiles>();
        var total = 0.0;
        foreach (
            var (stage, usual) in new[]
            {
                ("queue", _traits.Busy ? 400.0 : 0.6),
                ("image", 0.7),
                ("vision", 3.2),
                ("encoder", 3.1),
                ("first_token", 0.7),
                ("per_token", 0.36),
            }
        )
        {
            var p50 = usual * _speed * (0.95 + (_random.NextDouble() / 10));
            total += p50 * (stage == "per_token" ? 6 : 1);
            stages[stage] = Around(p50);
        }
        stages["total"] = Around(total);
        return stages;
    }

    private Percentiles Around(double p50) =>
        new(
            Math.Round(p50, 2),
            Math.Round(p50 * (1.3 + (_random.NextDouble() / 2)), 2),
            Math.Round(p50 * (2 + _random.NextDouble()), 2)
        );

    private OutgoingMessage Watch(DateTimeOffset now)
    {
        _counter = Math.Round(_counter + (_random.NextDouble() / 5), 1);
        var value = JsonSerializer.SerializeToElement((decimal)_counter, WatchJson.Default.Decimal);
        var text = _counter.ToString(CultureInfo.InvariantCulture);
        var message = new WatchMessage(
            value,
            text,
            text,
            _traits.Doubtful
                ? Math.Round(0.4 + (_random.NextDouble() / 2), 4)
                : Math.Round(0.97 + (_random.NextDouble() / 40), 4),
            null,
            null,
            now,
            "m³",
            now,
            0.004
        );
        return new(_topics.Watch("water"), JsonSerializer.SerializeToUtf8Bytes(message, WatchJson.Default.WatchMessage))
        {
            Retain = true,
            AtLeastOnce = false,
            ContentType = OutgoingMessage.Json,
        };
    }
}
