using Microsoft.Extensions.Time.Testing;
using Siskin.Runtime.Inference;
using Siskin.Runtime.Inference.Instruments;
using Siskin.Runtime.Inference.Instruments.Clocks;
using Siskin.Runtime.Tests.Inference.Instruments.Dials;
using Siskin.Runtime.Tests.Vision;
using Siskin.Runtime.Vision;
using SkiaSharp;
using Xunit;

namespace Siskin.Runtime.Tests.Inference.Instruments.Clocks;

public sealed class ClockReaderTests : IDisposable
{
    private readonly HandGraph _graph = new();
    private readonly FakeTimeProvider _time = new();
    private FrameRegion? _place;
    private int _locations;

    public void Dispose() => _graph.Dispose();

    [Theory]
    [InlineData(200)]
    [InlineData(47)]
    [InlineData(605)]
    public void The_hands_of_a_clock_that_fills_the_frame_are_read(int minutes)
    {
        using var frame = HandGraph.Clock(minutes);

        var answer = Read(frame, Own("12:00"))!;

        Assert.Equal(new ClockTime(minutes / 60, minutes % 60, null).ToString(), answer.Text);
    }

    [Fact]
    public void One_elsewhere_is_read_where_the_model_sees_it()
    {
        using var frame = HandGraph.Clock(200, new SKPoint(300, 90), width: 400);
        var points = new ScaleKeypoints(new(0.75, 0.45), new(0.75, 0.1), new(0.75, 0.1), new(0.9, 0.45));
        var seen = Own("12:00") with { Needle = new NeedleWay(0, 0.2) { Points = points } };

        Assert.Equal("3:20", Read(frame, seen)!.Text);
    }

    [Fact]
    public void One_elsewhere_is_read_where_the_model_finds_it()
    {
        using var frame = HandGraph.Clock(200, new SKPoint(290, 100), width: 400);
        _place = new FrameRegion(0.45, 0, 0.55, 1);

        Assert.Equal("3:20", Read(frame, Own("12:00"))!.Text);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void One_with_a_rim_is_read_where_the_model_neither_sees_nor_finds_it(bool isNear)
    {
        using var frame = HandGraph.Clock(200, new SKPoint(300, 130), width: 500, height: 400);
        Rims.Draw(frame, 300, 130, 78);
        var points = new ScaleKeypoints(new(0.8, 0.8), new(0.8, 0.7), new(0.8, 0.7), new(0.9, 0.8));
        var seen = Own("12:00") with { Needle = new NeedleWay(0, 0.2) { Points = points } };
        _place = isNear ? new FrameRegion(0.3, 0.1, 0.6, 0.8) : new FrameRegion(0.05, 0.6, 0.2, 0.3);

        Assert.Equal("3:20", Read(frame, seen)!.Text);
    }

    [Fact]
    public void Of_several_views_of_a_frame_the_first_one_looks()
    {
        using var frame = HandGraph.Clock(200, new SKPoint(300, 130), width: 500, height: 400);
        Rims.Draw(frame, 300, 130, 78);
        var (scene, part) = (new ClockScene(frame), new FrameRegion(0.3, 0, 0.6, 0.7));
        using var cut = part.CutOut(frame);
        var graphs = 0;
        var request = new ResponderRequest("What time is it?") { Scene = scene, Progress = () => graphs++ };
        scene.Locate(part);

        Assert.Equal("3:20", Reader().Read(Own("12:00"), request with { Frame = cut, Part = part }, default)!.Text);
        // A glance at each circle, four looks, and the last one.
        Assert.InRange(graphs, 6, 17 + 5);
        graphs = 0;
        Assert.Equal("3:20", Reader().Read(Own("1:00"), request with { Frame = frame }, default)!.Text);
        Assert.Equal((0, 0), (graphs, _locations));
    }

    [Fact]
    public void What_the_model_sees_in_a_part_is_where_that_is_in_the_frame()
    {
        using var frame = HandGraph.Clock(200, new SKPoint(390, 290), width: 500, height: 400);
        var part = new FrameRegion(0.5, 0.4, 0.5, 0.6);
        using var cut = part.CutOut(frame);
        var points = new ScaleKeypoints(new(140 / 250.0, 130 / 240.0), new(140 / 250.0, 62 / 240.0), null, null);
        var seen = Own("12:00") with { Needle = new NeedleWay(0, 0.2) { Points = points } };
        var scene = new ClockScene(frame);
        scene.Locate(null);
        var request = new ResponderRequest("What time is it?")
        {
            Frame = cut,
            Scene = scene,
            Part = part,
        };

        Assert.Equal("3:20", Reader().Read(seen, request, default)!.Text);
    }

    [Fact]
    public void A_frame_of_a_few_pixels_is_left_to_the_model()
    {
        using var frame = Rims.Frame(12, 12);

        Assert.Null(Read(frame, Own("12:00")));
    }

    [Fact]
    public void An_encoded_frame_is_decoded_for_it()
    {
        using var frame = HandGraph.Clock(200);
        var request = new ResponderRequest("What time is it?")
        {
            Image = Frames.Encode(frame, SKEncodedImageFormat.Png),
        };

        Assert.Equal("3:20", Reader().Read(Own("12:00"), request, default)!.Text);
    }

    [Theory]
    [InlineData("12:00", 0.95)]
    [InlineData("7.5 bar", 0.3)]
    [InlineData("unreadable", 0.3)]
    public void What_is_sure_or_no_time_is_left_alone(string text, double confidence)
    {
        using var frame = HandGraph.Clock(200);

        Assert.Null(Read(frame, Own(text) with { Confidence = confidence }));
    }

    [Fact]
    public void A_frame_without_hands_is_left_to_the_model()
    {
        using var frame = new SKBitmap(new SKImageInfo(200, 200, SKColorType.Rgba8888, SKAlphaType.Opaque));
        frame.Erase(SKColors.White);

        Assert.Null(Read(frame, Own("12:00")));
    }

    [Fact]
    public void Without_time_nothing_is_looked_at()
    {
        using var frame = HandGraph.Clock(200);
        var request = new ResponderRequest("What time is it?") { Frame = frame, Deadline = _time.GetTimestamp() };

        Assert.Null(Reader().Read(Own("12:00"), request, default));
    }

    [Theory]
    [InlineData("Read the timer.")]
    [InlineData("What does the display show?")]
    [InlineData("What time is on the digital clock?")]
    public void Only_a_time_that_hands_may_show_is_sought(string prompt) => Assert.False(ClockReader.IsAsked(prompt));

    private Answer? Read(SKBitmap frame, Answer own) =>
        Reader().Read(own, new ResponderRequest("What time is it?") { Frame = frame }, default);

    private ClockReader Reader() => new(_graph.Finder, Locate, FrameLimits.Default, _time);

    private FrameRegion? Locate(SKBitmap frame, ResponderRequest request, CancellationToken cancellation)
    {
        _locations++;
        return _place;
    }

    private static Answer Own(string text) => new(text, FinishReason.Stop, 0.3, default, default);
}
