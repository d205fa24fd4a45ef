namespace Siskin.Models.Training;

/// <summary>Draws a run's learning curves.</summary>
public static class LossPlot
{
    /// <summary>
    /// Writes <c>loss.png</c> (running mean of 20 steps) and <c>validation.png</c> (exact answers per task).
    /// </summary>
    public static void Write(LossLog log, string folder)
    {
        var (steps, losses) = log.ReadTraining();
        if (steps.Length == 0)
            return;
        using var loss = new ScottPlot.Plot();
        loss.Add.Scatter(steps, RunningMean(losses, 20)).MarkerSize = 0;
        loss.Title("Training loss");
        loss.YLabel("nats per answer token");
        loss.XLabel("step");
        loss.SavePng(Path.Combine(folder, "loss.png"), 900, 450);

        using var exactness = new ScottPlot.Plot();
        exactness.Add.Palette = new ScottPlot.Palettes.Category20();
        foreach (var (task, (at, exact)) in log.ReadValidation())
        {
            var line = exactness.Add.Scatter(at, exact.Select(e => 100 * e).ToArray());
            line.LegendText = task;
            line.MarkerSize = 3;
        }
        exactness.Title("Exact answers on validation samples");
        exactness.YLabel("percent");
        exactness.XLabel("step");
        exactness.ShowLegend(ScottPlot.Edge.Right);
        exactness.SavePng(Path.Combine(folder, "validation.png"), 900, 450);
    }

    private static double[] RunningMean(double[] values, int window)
    {
        var means = new double[values.Length];
        double sum = 0;
        for (var i = 0; i < values.Length; i++)
        {
            sum += values[i] - (i >= window ? values[i - window] : 0);
            means[i] = sum / Math.Min(i + 1, window);
        }
        return means;
    }
}
