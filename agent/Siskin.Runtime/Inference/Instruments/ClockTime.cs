using System.Globalization;

namespace Siskin.Runtime.Inference.Instruments;

/// <summary>A time on a dial of twelve hours, as answers write it.</summary>
/// <param name="Hour">0 to 11.</param>
/// <param name="Minute">0 to 59.</param>
/// <param name="Second">0 to 59; null where none is told.</param>
public readonly record struct ClockTime(int Hour, int Minute, int? Second)
{
    /// <summary>Minutes in which the hour hand turns once.</summary>
    public const int MinutesOfTurn = 720;

    /// <summary>Minutes since twelve, with the seconds' share.</summary>
    public double Minutes => (60 * Hour) + Minute + ((Second ?? 0) / 60.0);

    /// <summary>Reads <c>h:mm</c> or <c>h:mm:ss</c>, hours to 12 as on a dial; null for any other text.</summary>
    public static ClockTime? Parse(string text)
    {
        Span<int> numbers = stackalloc int[3];
        var count = 0;
        var trimmed = text.AsSpan().Trim();
        foreach (var part in trimmed.Split(':'))
        {
            var digits = trimmed[part];
            if (
                count == numbers.Length
                || digits.Length is 0 or > 2
                || (count > 0 && digits.Length == 1)
                || !int.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out numbers[count])
            )
                return null;
            count++;
        }

        return count < 2 || numbers[0] > 12 || numbers[1] > 59 || numbers[2] > 59
            ? null
            : new ClockTime(numbers[0] % 12, numbers[1], count == 3 ? numbers[2] : null);
    }

    /// <summary>The time of so many minutes since twelve, before or after.</summary>
    public static ClockTime Of(int minutes)
    {
        minutes = ((minutes % MinutesOfTurn) + MinutesOfTurn) % MinutesOfTurn;
        return new ClockTime(minutes / 60, minutes % 60, null);
    }

    /// <summary>
    /// The time that two hands show together: the hour is the one in which the minute hand fits best.
    /// </summary>
    /// <param name="hours">Where the hour hand points, 0 to 12.</param>
    /// <param name="share">The share of the hour that the minute hand shows, 0 to 1.</param>
    public static ClockTime Of(double hours, double share)
    {
        var hour = (int)Math.Round(hours - share, MidpointRounding.AwayFromZero);
        return Of((int)Math.Round(60 * (hour + share)));
    }

    /// <inheritdoc/>
    public override string ToString()
    {
        var text = string.Create(CultureInfo.InvariantCulture, $"{(Hour == 0 ? 12 : Hour)}:{Minute:00}");
        return Second is { } second ? string.Create(CultureInfo.InvariantCulture, $"{text}:{second:00}") : text;
    }
}
