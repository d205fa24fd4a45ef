using System.Globalization;

namespace Siskin.Models.Evaluation.RecordedSeries;

/// <summary>A signal as a logger recorded it.</summary>
/// <param name="Name">Name of the file, without its ending.</param>
/// <param name="Values">Values with their times, in the file's order.</param>
internal sealed record Recording(string Name, IReadOnlyList<RecordedValue> Values)
{
    private const string Header = "timestamp,value";

    private static readonly string[] TimeFormats = ["yyyy-MM-dd HH:mm:ss", "yyyy-MM-dd'T'HH:mm:ss", "yyyy-MM-dd HH:mm"];

    /// <summary>Reads every recording of a folder, in the order of their names.</summary>
    /// <exception cref="InvalidDataException">There is none, or one cannot be read as a recording.</exception>
    /// <exception cref="IOException">A file cannot be read.</exception>
    public static IReadOnlyList<Recording> ReadFolder(string folder)
    {
        string[] files = [.. Directory.GetFiles(folder, "*.csv").Order(StringComparer.Ordinal)];
        return files.Length > 0
            ? [.. files.Select(Read)]
            : throw new InvalidDataException($"{folder} holds no .csv file; expected are lines of '{Header}'");
    }

    /// <summary>Reads a CSV file: a header "timestamp,value", then a time and a number per line.</summary>
    /// <exception cref="InvalidDataException">A line is different; the message names file and line.</exception>
    /// <exception cref="IOException">The file cannot be read.</exception>
    public static Recording Read(string file)
    {
        var values = new List<RecordedValue>();
        var number = 0;
        foreach (var line in File.ReadLines(file))
        {
            number++;
            if (number == 1 && line.Trim() != Header)
                throw new InvalidDataException($"{file}, line 1: expected '{Header}', not '{line}'");
            if (number > 1 && line.Length > 0)
            {
                values.Add(
                    Parse(line)
                        ?? throw new InvalidDataException(
                            $"{file}, line {number}: expected a time (2026-01-31 23:55), a comma and a number, "
                                + $"not '{line}'"
                        )
                );
            }
        }

        return new Recording(Path.GetFileNameWithoutExtension(file), values);
    }

    private static RecordedValue? Parse(string line)
    {
        var cells = line.Split(',');
        return
            cells.Length == 2
            && DateTime.TryParseExact(
                cells[0].Trim(),
                TimeFormats,
                CultureInfo.InvariantCulture,
                DateTimeStyles.None,
                out var time
            )
            && decimal.TryParse(cells[1], NumberStyles.Float, CultureInfo.InvariantCulture, out var value)
            ? new RecordedValue(time, value)
            : null;
    }
}

/// <summary>One value of a recording.</summary>
internal readonly record struct RecordedValue(DateTime Time, decimal Value);
