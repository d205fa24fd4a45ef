namespace Siskin.Models.Data.Telemetry;

/// <summary>One signal over time.</summary>
internal sealed record Series
{
    /// <summary>The name as printed, or empty when the text does not name it.</summary>
    public string Key { get; init; } = "";

    /// <summary>The name in words.</summary>
    public required string Words { get; init; }

    /// <summary>The values in units of the last printed decimal, oldest first.</summary>
    public required long[] Steps { get; init; }

    /// <summary>Printed decimals.</summary>
    public required int Decimals { get; init; }

    /// <summary>Minutes since midnight of the first value.</summary>
    public int Start { get; init; }

    /// <summary>Minutes between values.</summary>
    public int Interval { get; init; }

    /// <summary>Whether times have seconds.</summary>
    public bool Seconds { get; init; }

    /// <summary>The value at an index as printed.</summary>
    public string Text(int index) => Reading.Print(Steps[index], Decimals);

    /// <summary>The time of day at an index, HH:mm or HH:mm:ss.</summary>
    public string Time(int index)
    {
        var minutes = (Start + index * Interval) % (24 * 60);
        return $"{minutes / 60:00}:{minutes % 60:00}{(Seconds ? ":00" : "")}";
    }
}
