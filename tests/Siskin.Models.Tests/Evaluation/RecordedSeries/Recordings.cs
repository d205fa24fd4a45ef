using System.Globalization;
using Siskin.Models.Evaluation.RecordedSeries;

namespace Siskin.Models.Tests.Evaluation.RecordedSeries;

/// <summary>Made-up recordings.</summary>
internal static class Recordings
{
    /// <summary>A noisy wave that begins at an hour; those of the places to skip are missing.</summary>
    public static Recording Wave(int count, double minutes, string name = "oven_temperature_spring", params int[] skip)
    {
        var noise = new Random(count);
        DateTime start = new(2026, 3, 1, 20, 0, 0);
        return new Recording(
            name,
            [
                .. Enumerable
                    .Range(0, count)
                    .Except(skip)
                    .Select(i => new RecordedValue(
                        start.AddMinutes(i * minutes),
                        (decimal)(80 + (15 * Math.Sin(i / 9.0)) + noise.NextDouble())
                    )),
            ]
        );
    }

    /// <summary>The recording as a file's text.</summary>
    public static string ToCsv(this Recording recording) =>
        "timestamp,value\n"
        + string.Concat(
            recording.Values.Select(value =>
                string.Create(CultureInfo.InvariantCulture, $"{value.Time:yyyy-MM-dd HH:mm:ss},{value.Value}\n")
            )
        );
}
