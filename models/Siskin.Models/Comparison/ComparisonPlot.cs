using Siskin.Models.Training;

namespace Siskin.Models.Comparison;

/// <summary>Draws the validation losses of all runs over their counted operations.</summary>
internal static class ComparisonPlot
{
    /// <summary>Writes <c>curves.png</c>: a colour for each arm, a line for each seed.</summary>
    /// <param name="folder">Where it is written.</param>
    /// <param name="arms">Name of each arm and the folders of its runs.</param>
    public static void Write(string folder, IEnumerable<(string Name, IReadOnlyList<string> Runs)> arms)
    {
        using var plot = new ScottPlot.Plot();
        var palette = new ScottPlot.Palettes.Category10();
        foreach (var (arm, place) in arms.Select((arm, place) => (arm, place)))
        foreach (var (run, number) in arm.Runs.Select((run, number) => (run, number)))
        {
            var (flops, losses) = Curve(run);
            if (losses.Length == 0)
                continue;
            var line = plot.Add.Scatter(flops, losses);
            line.Color = palette.GetColor(place);
            line.MarkerSize = 3;
            line.LegendText = number == 0 ? arm.Name : "";
        }
        plot.Title("Validation loss");
        plot.YLabel("nats per answer token");
        plot.XLabel("counted operations of the training, TFLOP");
        plot.ShowLegend(ScottPlot.Edge.Right);
        plot.SavePng(Path.Combine(folder, "curves.png"), 1000, 500);
    }

    private static (double[] Tflop, double[] Losses) Curve(string run)
    {
        var log = new LossLog(run, int.MaxValue);
        var flops = log.ReadFlops();
        var losses = log.ReadValidationLosses()
            .Where(step => flops.ContainsKey(step.Key))
            .OrderBy(step => step.Key)
            .ToList();
        return ([.. losses.Select(step => flops[step.Key] / 1e12)], [.. losses.Select(step => step.Value)]);
    }
}
