using Siskin.EndToEnd.Tests.Harness;
using Spectre.Console;
using static Siskin.Benchmarks.Cells;

namespace Siskin.Benchmarks;

/// <summary>
/// Shows what <see cref="LoadFigures"/> measured, of the rounds in which other programs left the processors alone.
/// </summary>
internal static class LoadTable
{
    /// <param name="bundle">Folder of the bundle that answered.</param>
    /// <param name="rows">What was measured; of each way the first side is set against the others.</param>
    public static Table Of(string bundle, IReadOnlyList<LoadRow> rows)
    {
        var table = new Table()
            .Title($"siskin run with {Path.GetFileName(bundle)}, four requests at once; alone: one at a time")
            .AddColumns(
                "request",
                "agent",
                "rounds",
                "requests/s",
                "times",
                "p50 ms",
                "p99 ms",
                "alone p50 ms",
                "alone p99 ms"
            )
            .AddColumns("processor ms: agent", "broker", "client");
        foreach (var way in rows.GroupBy(row => row.Way))
        {
            var first = way.First();
            foreach (var row in way)
            {
                var calm = row.Crowd.Where(IsCalm).ToArray();
                var took = calm.SelectMany(round => round.Milliseconds).ToArray();
                table.AddRow([
                    row.Way,
                    row.Side,
                    $"{calm.Length} of {row.Crowd.Count}",
                    Show(Median(calm.Select(round => round.PerSecond))),
                    row == first ? "" : Against(row, first),
                    Show(Figures.Percentile(took, 50)),
                    Show(Figures.Percentile(took, 99)),
                    Show(Figures.Percentile(row.Seldom, 50)),
                    Show(Figures.Percentile(row.Seldom, 99)),
                    .. Enumerable.Range(0, 3).Select(i => Show(Median(calm.Select(round => round.Processor[i])))),
                ]);
            }
        }
        return table;
    }

    // How many times as many the first side answers: median over the rounds, and the least and the most.
    private static string Against(LoadRow row, LoadRow first)
    {
        var ratios = first
            .Crowd.Zip(row.Crowd)
            .Where(both => IsCalm(both.First) && IsCalm(both.Second))
            .Select(both => both.First.PerSecond / both.Second.PerSecond)
            .ToArray();
        return ratios.Length == 0 ? "no calm round" : Spread(ratios);
    }

    private static bool IsCalm(LoadRound round) => round.Others <= OtherWork.Calm;

    private static double Median(IEnumerable<double> values) => Figures.Percentile(values, 50);
}
