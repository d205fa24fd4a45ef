using System.Globalization;

namespace Siskin.Runtime.Signals.Queries;

/// <summary>Printed times: ISO with and without offset, times of day, and epochs in s, ms or ns.</summary>
internal static class PrintedTime
{
    /// <summary>Reads a time; a time of day is one of the first day there is.</summary>
    public static bool TryRead(string text, out DateTimeOffset time)
    {
        text = text.Trim();
        if (
            text.Length >= 10
            && text.All(c => char.IsAsciiDigit(c))
            && long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var epoch)
        )
        {
            var ms = text.Length switch
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

        return DateTimeOffset.TryParse(
            text.Replace(',', '.'),
            CultureInfo.InvariantCulture,
            DateTimeStyles.AssumeUniversal,
            out time
        );
    }

    /// <summary>Whether a printed time is the one asked about, which may leave out its date or seconds.</summary>
    public static bool Meets(string printed, string asked) =>
        printed == asked
        || printed.Contains(asked, StringComparison.Ordinal) && asked.Length >= 4
        || asked.Length == 4 && printed.Contains("0" + asked, StringComparison.Ordinal);
}
