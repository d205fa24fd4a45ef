using System.Globalization;

namespace Siskin.Fleet.Updates;

/// <summary>A part of the day in which devices are offered a bundle: <c>22:00-05:00</c>, local time.</summary>
/// <param name="From">Its beginning.</param>
/// <param name="To">Its end; at or before the beginning it is that of the next day.</param>
internal sealed record TimeWindow(TimeOnly From, TimeOnly To)
{
    /// <summary>Reads it.</summary>
    /// <exception cref="FormatException">It is none.</exception>
    public static TimeWindow Parse(string text)
    {
        var parts = text.Split('-', StringSplitOptions.TrimEntries);
        return parts.Length == 2 && TryRead(parts[0], out var from) && TryRead(parts[1], out var to)
            ? new TimeWindow(from, to)
            : throw new FormatException($"\"{text}\" is no part of a day such as 22:00-05:00.");
    }

    /// <summary>Whether it is open at a time of the day.</summary>
    public bool Contains(TimeOnly time) => From == To || time.IsBetween(From, To);

    public override string ToString() => $"{From:HH\\:mm}-{To:HH\\:mm}";

    private static bool TryRead(string text, out TimeOnly time) =>
        TimeOnly.TryParseExact(text, "H:mm", CultureInfo.InvariantCulture, DateTimeStyles.None, out time);
}
