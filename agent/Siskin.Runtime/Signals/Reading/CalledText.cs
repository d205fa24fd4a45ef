using System.Globalization;

namespace Siskin.Runtime.Signals.Reading;

/// <summary>Calls as scripts print them in the place of values: <c>datetime.datetime(2031, 8, 3, 9, 2)</c>.</summary>
internal static class CalledText
{
    private const int Least = 3;
    private const int Most = 6;

    /// <summary>Whether a call makes a time.</summary>
    public static bool IsDate(string name) => name.EndsWith("datetime", StringComparison.Ordinal);

    /// <summary>"2031, 8, 3, 9, 2", a year and what follows it down to the second, as a time; null for anything else.</summary>
    public static string? Date(string arguments)
    {
        var parts = arguments.Split(',', StringSplitOptions.TrimEntries);
        var numbers = new List<int>();
        foreach (var part in parts.TakeWhile(part => !part.Contains('=', StringComparison.Ordinal)).Take(Most))
            if (int.TryParse(part, NumberStyles.None, CultureInfo.InvariantCulture, out var number))
                numbers.Add(number);
            else
                return null;
        if (numbers.Count < Least)
            return null;
        while (numbers.Count < Most)
            numbers.Add(0);
        return $"{numbers[0]:0000}-{numbers[1]:00}-{numbers[2]:00}T{numbers[3]:00}:{numbers[4]:00}:{numbers[5]:00}";
    }
}
