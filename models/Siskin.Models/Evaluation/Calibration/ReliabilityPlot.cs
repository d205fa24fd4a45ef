namespace Siskin.Models.Evaluation.Calibration;

/// <summary>Draws how often answers are right against how sure the model was of them.</summary>
internal static class ReliabilityPlot
{
    private const int Side = 600;

    /// <summary>Writes a PNG file: a line per variant, a point per tenth, larger for more answers.</summary>
    /// <exception cref="IOException">The file cannot be written.</exception>
    public static void Write(string file, IReadOnlyList<(string Name, Reliability Reliability)> variants)
    {
        using var plot = new ScottPlot.Plot();
        double[] ends = [0, 1];
        var honest = plot.Add.Scatter(ends, ends, ScottPlot.Colors.Grey);
        honest.MarkerSize = 0;
        honest.LinePattern = ScottPlot.LinePattern.Dashed;
        honest.LegendText = "as sure as right";
        foreach ((var name, var reliability) in variants)
            Add(plot, name, reliability);
        plot.Title("Reliability of confidences");
        plot.XLabel("confidence");
        plot.YLabel("share of right answers");
        plot.Axes.SetLimits(0, 1.02, 0, 1.02);
        plot.ShowLegend(ScottPlot.Alignment.UpperLeft);
        plot.SavePng(file, Side, Side);
    }

    private static void Add(ScottPlot.Plot plot, string name, Reliability reliability)
    {
        double[] confidences = [.. reliability.Bins.Select(bin => bin.Confidence)];
        double[] shares = [.. reliability.Bins.Select(bin => bin.RightShare)];
        var line = plot.Add.Scatter(confidences, shares);
        line.MarkerSize = 0;
        line.LegendText = $"{name}: {reliability.Count} answers, calibration error {reliability.Error:F3}";
        foreach (var bin in reliability.Bins)
        {
            var size = 4 + (20 * MathF.Sqrt((float)bin.Count / reliability.Count));
            plot.Add.Marker(bin.Confidence, bin.RightShare, ScottPlot.MarkerShape.FilledCircle, size, line.Color);
        }
    }
}
