using Siskin.Runtime.Signals.Reading.Shapes;

namespace Siskin.Runtime.Signals.Reading;

/// <summary>
/// Lines of a log that differ only in numbers and in what these are of: <c>gw1 sensord: kitchen temp=21.4</c>. They
/// are series besides what each line says.
/// </summary>
internal static class LogSeries
{
    // Of ten lines at least so many are of such a shape, or they are a log's.
    private const int Share = 7;

    // Lines that are looked at.
    private const int Most = 2000;

    /// <summary>The table with such series, where they say more than the signals that it has.</summary>
    public static SignalTable With(SignalTable log)
    {
        var least = log.Events.Any(one => one.Printed.Length > 0 || one.Level == EventLevel.Error) ? 2 : 1;
        var groups = log
            .Events.Take(Most)
            .Select(one => (one.Time, one.Message, Tokens: LineLexer.Tokens(one.Message)))
            .Where(line => line.Tokens.Count(token => token.IsMeasured) >= least)
            .GroupBy(line => RowParts.Shape(line.Tokens))
            .Where(group => group.Count() > 1)
            .ToArray();
        if (groups.Sum(group => group.Count()) * 10 < log.Events.Count * Share)
            return log;
        var table = new TableBuilder();
        foreach (var group in groups)
            RowGroup.TryRead(
                [.. group.Select(line => (line.Message, line.Tokens))],
                [.. group.Select(line => line.Time)],
                table
            );
        if (table.Signals <= log.Signals.Count)
            return log;
        var series = table.Build("log");
        return log with { Signals = series.Signals, IsWeak = true };
    }
}
