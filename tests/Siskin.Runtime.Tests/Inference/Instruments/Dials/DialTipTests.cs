using Siskin.Runtime.Inference.Instruments;
using Siskin.Runtime.Inference.Instruments.Dials;
using Siskin.Runtime.Vision;
using SkiaSharp;
using Xunit;

namespace Siskin.Runtime.Tests.Inference.Instruments.Dials;

public sealed class DialTipTests
{
    // The needle is taken for seen at half past the hour, on a scale of 70 pixels.
    private static readonly ScaleKeypoints Points = new(
        new(0.5, 0.5),
        new(0.25, 0.75),
        new(0.75, 0.75),
        new(0.5, 0.85)
    );

    [Fact]
    public void The_tip_is_where_the_graph_sees_it_however_far_from_where_the_model_does()
    {
        using var graph = new HandGraph();
        using var frame = HandGraph.Clock(15);

        var tip = Tip(graph, frame, Points)!.Value;

        Assert.Equal(0.85, tip.X, 0.005);
        Assert.Equal(0.5, tip.Y, 0.01);
    }

    [Fact]
    public void Where_the_graph_is_not_sure_it_says_nothing()
    {
        using var graph = new HandGraph(gain: 2);
        using var frame = HandGraph.Clock(15);

        Assert.Null(Tip(graph, frame, Points));
    }

    [Fact]
    public void Dials_of_a_few_pixels_are_left_alone()
    {
        using var graph = new HandGraph();
        using var frame = HandGraph.Clock(15);
        var small = Points.Select(point => new FramePoint(0.5 + ((point.X - 0.5) / 8), 0.5 + ((point.Y - 0.5) / 8)));

        Assert.Null(Tip(graph, frame, small));
    }

    private static FramePoint? Tip(HandGraph graph, SKBitmap frame, ScaleKeypoints points) =>
        DialTip.Look(graph.Finder, frame, points, null) is { } needle ? DialTip.Find(frame, points, needle) : null;
}
