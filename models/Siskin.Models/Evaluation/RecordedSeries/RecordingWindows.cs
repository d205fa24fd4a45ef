namespace Siskin.Models.Evaluation.RecordedSeries;

/// <summary>The windows of a recording, each of values at equal intervals.</summary>
/// <param name="Whole">The windows, oldest first, each of at most <see cref="Longest"/> values.</param>
/// <param name="Broken">Windows that are left out: a value is missing or at an odd time.</param>
internal sealed record RecordingWindows(IReadOnlyList<RecordedValue[]> Whole, int Broken)
{
    /// <summary>Most values of a window, as many as the longest synthesized series has.</summary>
    public const int Longest = 12;

    /// <summary>Fewest values of a window that is no clock hour.</summary>
    private const int Shortest = 8;

    /// <summary>Fewest values that make an hour a window.</summary>
    private const int MinPerHour = 4;

    private static readonly TimeSpan Hour = TimeSpan.FromHours(1);

    /// <summary>
    /// Cuts a recording: into its clock hours, thinned evenly where they hold more than <see cref="Longest"/> values,
    /// or, when an hour holds less than four, into neighbouring runs of eight to twelve values.
    /// </summary>
    /// <exception cref="InvalidDataException">The recording is too short to have a window.</exception>
    public static RecordingWindows Cut(Recording recording, Random rng)
    {
        var values = recording.Values;
        if (values.Count < Shortest)
        {
            throw new InvalidDataException(
                $"{recording.Name} has {values.Count} values; a window takes {Shortest} and more"
            );
        }

        var interval = Interval(values);
        return interval > TimeSpan.Zero && interval * MinPerHour <= Hour
            ? Select(Hours(values, interval), interval * Stride(interval))
            : Select(Runs(values, rng), interval);
    }

    // The commonest distance of neighbours.
    private static TimeSpan Interval(IReadOnlyList<RecordedValue> values) =>
        Enumerable
            .Range(1, values.Count - 1)
            .CountBy(i => values[i].Time - values[i - 1].Time)
            .MaxBy(distance => distance.Value)
            .Key;

    private static int Stride(TimeSpan interval) => (int)Math.Ceiling(Hour / interval / Longest);

    private static IEnumerable<RecordedValue[]?> Hours(IReadOnlyList<RecordedValue> values, TimeSpan interval)
    {
        var full = (int)(Hour / interval);
        var stride = Stride(interval);
        foreach (var hour in values.GroupBy(value => Truncate(value.Time)))
        {
            RecordedValue[] all = [.. hour];
            yield return all.Length == full ? [.. all.Where((_, i) => i % stride == 0)] : null;
        }
    }

    private static IEnumerable<RecordedValue[]?> Runs(IReadOnlyList<RecordedValue> values, Random rng)
    {
        int length;
        for (var from = 0; from < values.Count; from += length)
        {
            length = rng.Next(Shortest, Longest + 1);
            if (from + length <= values.Count)
                yield return [.. values.Skip(from).Take(length)];
        }
    }

    private static RecordingWindows Select(IEnumerable<RecordedValue[]?> candidates, TimeSpan interval)
    {
        var whole = new List<RecordedValue[]>();
        var broken = 0;
        foreach (var window in candidates)
        {
            if (window is not null && IsEven(window, interval))
                whole.Add(window);
            else
                broken++;
        }

        return new RecordingWindows(whole, broken);
    }

    private static bool IsEven(RecordedValue[] window, TimeSpan interval)
    {
        for (var i = 1; i < window.Length; i++)
        {
            if (window[i].Time - window[i - 1].Time != interval)
                return false;
        }

        return true;
    }

    private static DateTime Truncate(DateTime time) => time.Date.AddHours(time.Hour);
}
