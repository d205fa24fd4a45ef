using System.Globalization;

namespace Siskin.Runtime.Signals.Queries;

/// <summary>Printed times: ISO with and without offset, times of day, and epochs in s, ms or ns.</summary>
internal static class PrintedTime
{
    // Besides ISO: days first, as Europe prints them, and the stamps of syslog and logcat, which leave out the year.
    private static readonly string[] Forms =
    [
        "d.M.yyyy H:mm:ss",
        "d.M.yyyy H:mm:ss.FFFFFF",
        "d.M.yyyy H:mm",
        "d.M.yyyy",
        "MMM d H:mm:ss",
        "MM-dd H:mm:ss.FFF",
        "yyyyMMdd'T'HHmmss'Z'",
        "d/M/yyyy H:mm:ss",
        "d/M/yy H:mm",
        "d/M/yy H:mm:ss",
        "M/d/yyyy h:mm tt",
        "MM/dd/yyyy HH:mm:ss",
        "MM/dd/yyyy HH:mm:ss.FFF",
        "dd/MMM/yyyy:HH:mm:ss",
        "MMM/dd/yyyy HH:mm:ss",
        "ddd MMM d H:mm:ss yyyy",
        "ddd MMM d H:mm:ss.FFFFFF yyyy",
        "ddd MMM d H:mm:ss 'GMT'zzz yyyy",
        "ddd MMM d H:mm:ss 'UTC' yyyy",
        "MMM d H:mm:ss yyyy",
        "d-MMM-yyyy H:mm:ss.FFF",
        "d-MMM-yyyy H:mm:ss",
        "d-MMM-yyyy H:mm",
        "d-MMM-yyyy",
    ];

    /// <summary>Reads a time; a time of day is one of the first day there is.</summary>
    public static bool TryRead(string text, out DateTimeOffset time)
    {
        text = text.Trim();
        // What has a date may end with the name of its zone.
        if (
            text.Length > 10
            && (text.EndsWith(" UTC", StringComparison.Ordinal) || text.EndsWith(" GMT", StringComparison.Ordinal))
        )
            text = text[..^4];
        var whole = text.Contains('.', StringComparison.Ordinal)
            ? text[..text.IndexOf('.', StringComparison.Ordinal)]
            : text;
        if (
            whole.Length >= 10
            && whole.All(char.IsAsciiDigit)
            && long.TryParse(whole, NumberStyles.None, CultureInfo.InvariantCulture, out var epoch)
        )
        {
            var ms = whole.Length switch
            {
                <= 11 => epoch * 1000,
                <= 14 => epoch,
                <= 17 => epoch / 1000,
                _ => epoch / 1_000_000,
            };
            time = DateTimeOffset.FromUnixTimeMilliseconds(Math.Min(ms, 253_402_300_799_999));
            return true;
        }

        if (
            text.Length <= 12
            && TimeSpan.TryParse(text, CultureInfo.InvariantCulture, out var day)
            && text.Contains(':', StringComparison.Ordinal)
            && day >= TimeSpan.Zero
        )
        {
            time = new DateTimeOffset(1, 1, 2, 0, 0, 0, TimeSpan.Zero) + day;
            return true;
        }

        if (
            DateTimeOffset.TryParseExact(
                text.Replace(',', '.'),
                Forms,
                CultureInfo.InvariantCulture,
                DateTimeStyles.AssumeUniversal | DateTimeStyles.AllowWhiteSpaces,
                out time
            )
        )
            return true;
        return DateTimeOffset.TryParse(
            text.Replace(',', '.'),
            CultureInfo.InvariantCulture,
            DateTimeStyles.AssumeUniversal,
            out time
        );
    }

    /// <summary>Whether a printed time is the one asked about, which may leave out its date or seconds.</summary>
    public static bool Meets(string printed, string asked)
    {
        if (printed == asked)
            return true;
        if (asked.Length < 4)
            return false;
        // A column of hours: "07".
        if (printed.Length is 1 or 2)
            return asked.EndsWith(":00", StringComparison.Ordinal)
                && asked.Length <= 5
                && printed.PadLeft(2, '0') == asked[..^3].PadLeft(2, '0');
        foreach (var form in (string[])[asked, asked.Replace('T', ' '), asked.Replace(' ', 'T'), "0" + asked])
        {
            var at = printed.IndexOf(form, StringComparison.Ordinal);
            // 10:05 is no part of 08:10:05.
            if (
                at >= 0
                && (at == 0 || !char.IsAsciiDigit(printed[at - 1]) && printed[at - 1] != ':')
                && (at + form.Length == printed.Length || !char.IsAsciiDigit(printed[at + form.Length]))
            )
                return true;
        }

        return TryRead(printed, out var time)
            && TimeSpan.TryParse(asked, CultureInfo.InvariantCulture, out var day)
            && printed.All(char.IsAsciiDigit)
            && time.TimeOfDay.Hours == day.Hours
            && time.TimeOfDay.Minutes == day.Minutes;
    }

    /// <summary>
    /// Whether a printed time lies in a window such as <c>08:00..09:00</c>, of which one end may be left out.
    /// </summary>
    public static bool IsWithin(string printed, string window)
    {
        var ends = window.Split("..");
        // A minute that is asked about has seconds.
        if (ends[0].Length > 0 && ends[0] == ends[1] && Meets(printed, ends[0]))
            return true;
        if (!TryRead(printed, out var time))
            return false;
        return Beyond(ends[0], 1) && Beyond(ends[1], -1);

        bool Beyond(string end, int sign)
        {
            if (end.Length == 0)
                return true;
            if (!TryRead(end, out var bound))
                return false;
            // A time of day is one of the printed day, and a day is whole.
            var order =
                bound.Year == 1 ? time.TimeOfDay.CompareTo(bound.TimeOfDay)
                : !end.Contains(':', StringComparison.Ordinal) && end.Contains('-', StringComparison.Ordinal)
                    ? time.Date.CompareTo(bound.Date)
                : time.CompareTo(bound);
            return order * sign >= 0;
        }
    }

    /// <summary>
    /// The points of a recording of less than a day before or after a time of day, which comes once in it: after 23:00
    /// are those after midnight as well. Null where a window has two ends or none of the recording, and of any other
    /// one.
    /// </summary>
    public static SignalPoint[]? Opened(IReadOnlyList<SignalPoint> points, string window)
    {
        var ends = window.Split("..");
        var end = ends[0].Length > 0 ? ends[0] : ends[1];
        if (
            ends[0].Length > 0 == ends[1].Length > 0
            || points.Count < 2
            || !TryRead(end, out var bound)
            || bound.Year != 1
            || !TryRead(points[0].Time, out var first)
            || !TryRead(points[^1].Time, out var last)
            || first.Year == 1
            || last.Date == first.Date
            || last - first >= TimeSpan.FromDays(1)
        )
            return null;
        var at = first - first.TimeOfDay + bound.TimeOfDay;
        if (at < first)
            at += TimeSpan.FromDays(1);
        if (at > last)
            return null;
        return
        [
            .. points.Where(point =>
                TryRead(point.Time, out var time) && (ends[0].Length > 0 ? time >= at : time <= at)
            ),
        ];
    }

    /// <summary>A span of time as it is answered, by its largest units: <c>3 min 45 s</c>.</summary>
    public static string Words(TimeSpan span)
    {
        if (span.TotalMinutes < 1)
            return QueryEvaluator.Plain((decimal)span.TotalSeconds) + " s";
        (long Count, string Unit)[] parts =
            span.TotalDays >= 2 ? [(span.Days, "d"), (span.Hours, "h")]
            : span.TotalHours >= 1 ? [((long)span.TotalHours, "h"), (span.Minutes, "min"), (span.Seconds, "s")]
            : [(span.Minutes, "min"), (span.Seconds, "s")];
        return string.Join(' ', parts.Where(part => part.Count > 0).Select(part => $"{part.Count} {part.Unit}"));
    }
}
