using System.Globalization;
using Siskin.Models.Data.Telemetry;

namespace Siskin.Models.Data.Events;

/// <summary>
/// How an invented log prints times and noise: the same way on every line, and so that neither can be taken for a
/// source or for a part of a message.
/// </summary>
internal sealed class InventedExtras
{
    private static readonly string[] Months =
    [
        "Jan",
        "Feb",
        "Mar",
        "Apr",
        "May",
        "Jun",
        "Jul",
        "Aug",
        "Sep",
        "Oct",
        "Nov",
        "Dec",
    ];

    private readonly int _clock;
    private readonly int _start;
    private readonly string _noise;
    private readonly int _first;
    private readonly int _step;

    private InventedExtras(Random rng)
    {
        _clock = rng.Next(5);
        _start = rng.Next(100);
        int month = rng.Next(12),
            day = rng.Next(1, 29);
        _noise = rng.OneOf(
            "[@]",
            "(@)",
            "pid=@",
            "pid @",
            "(thread-@)",
            "[thread-@]",
            "#@",
            "0x@",
            $"2026-{month + 1:00}-{day:00}",
            $"{month + 1:00}-{day:00}",
            $"{Months[month]} {day}"
        );
        _first = (int)rng.LogUniform(1, 4000);
        _step = rng.Chance(0.5) ? 0 : rng.Next(1, 9); // a process stays, a count goes on
    }

    /// <summary>Draws how a log prints them.</summary>
    public static InventedExtras Draw(Random rng) => new(rng);

    /// <summary>The time of an event: a clock, or seconds since shortly before the first event.</summary>
    public string Time(LogEvent one, LogEvent first)
    {
        var running = _start + one.Seconds - first.Seconds;
        return _clock switch
        {
            0 => string.Create(CultureInfo.InvariantCulture, $"{running}s"),
            1 => EventPrinter.Time(one, true),
            2 => EventPrinter.Time(one, false).Replace(':', '.'),
            _ => EventPrinter.Time(one, false),
        };
    }

    /// <summary>The noise of a line.</summary>
    public string Noise(int line) =>
        _noise.Replace("@", (_first + line * _step).ToString(CultureInfo.InvariantCulture), StringComparison.Ordinal);
}
