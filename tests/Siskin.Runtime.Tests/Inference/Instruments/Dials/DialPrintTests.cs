using Microsoft.Extensions.Time.Testing;
using Siskin.Runtime.Bundles;
using Siskin.Runtime.Inference;
using Siskin.Runtime.Inference.Instruments;
using Siskin.Runtime.Inference.Instruments.Dials;
using Siskin.Runtime.Inference.Text;
using Siskin.Runtime.Tests.Vision;
using Siskin.Runtime.Vision;
using SkiaSharp;
using Xunit;

namespace Siskin.Runtime.Tests.Inference.Instruments.Dials;

/// <summary>A dial whose points the model does not see: numerals from 0 to 10 and a needle.</summary>
public sealed class DialPrintTests : IDisposable
{
    private readonly HandGraph _hands = new();
    private readonly FakeTimeProvider _time = new();
    private readonly SKBitmap _frame = Frames.Solid(200, 200, SKColors.White);
    private readonly List<FramePoint?> _pivots = [];
    private PrintedLine[] _lines = [.. Enumerable.Range(0, 6).Select(i => Numeral(2 * i))];

    public DialPrintTests() => Point(27 * 2.5);

    public void Dispose()
    {
        _hands.Dispose();
        _frame.Dispose();
    }

    [Fact]
    public void It_is_read_about_the_circle_of_its_numerals()
    {
        var answer = Read(Own("3.1 bar"))!;

        Assert.Equal("7.5 bar", answer.Text);
        Assert.InRange(answer.Confidence, 0.1, Answer.MaxInDoubt);
        Assert.Equal(0.75, answer.Needle!.Value.Way, 0.01);
        Assert.Equal((0, 10), (answer.Needle!.Value.Scale!.Low, answer.Needle.Value.Scale.High));
        Assert.Equal([null], _pivots);
    }

    [Fact]
    public void What_the_model_read_as_well_is_surer()
    {
        var answer = Read(Own("7.5 bar"))!;

        Assert.Equal(("7.5 bar", Looks.MaxDisputed), (answer.Text, answer.Confidence));
    }

    [Fact]
    public void It_is_read_where_the_model_reads_nothing()
    {
        var answer = Read(Own(Answer.Unreadable))!;

        Assert.Equal(7.5, NumberAnswer.Parse(answer.Text)!.Value.Value, 0.1);
        Assert.InRange(answer.Confidence, 0.1, Answer.MaxInDoubt);
    }

    [Fact]
    public void Of_choices_it_takes_the_nearest()
    {
        var answer = Read(
            Own("3") with
            {
                Choices = [new ChoiceShare("3", 0.6), new ChoiceShare("7.4", 0.3), new ChoiceShare("9", 0.1)],
            }
        )!;

        Assert.Equal("7.4", answer.Text);
    }

    [Theory]
    [InlineData("3.1 bar")]
    [InlineData(Answer.Unreadable)] // nor is its tail read for it
    public void What_a_needle_shows_beyond_the_numerals_is_not_guessed(string own)
    {
        _lines = [.. Enumerable.Range(0, 5).Select(i => Numeral(i))];

        Assert.Null(Read(Own(own)));
    }

    [Fact]
    public void A_number_that_the_model_is_surer_of_stays()
    {
        Assert.Null(Read(Own("1234.5") with { Confidence = 0.8 }));
        Assert.NotNull(Read(Own("1234.5")));
    }

    [Theory]
    [InlineData("10:10")]
    [InlineData("0 to 10 bar")]
    public void Other_texts_cost_no_look(string own)
    {
        Assert.Null(Read(Own(own)));
        Assert.Empty(_pivots);
    }

    [Fact]
    public void Print_that_is_no_scale_tells_nothing()
    {
        _lines = [Numeral(0), Numeral(4), Numeral(10)];

        Assert.Null(Read(Own("3.1 bar")));
    }

    [Fact]
    public void A_sure_answer_stays()
    {
        Assert.Null(Read(Own("3.1 bar") with { Confidence = 0.95 }));
        Assert.Empty(_pivots);
    }

    [Fact]
    public void Nothing_is_read_when_the_deadline_has_passed()
    {
        Assert.Null(Read(Own("3.1 bar"), request => request with { Deadline = _time.GetTimestamp() }));
        Assert.Empty(_pivots);
    }

    [Fact]
    public void Where_the_models_pivot_makes_nothing_of_the_numerals_their_own_circle_does()
    {
        var beside = new FramePoint(0.03, 0.5);
        var own = Own("3.1 bar") with
        {
            Needle = new NeedleWay(0.3, 0.8)
            {
                Points = new ScaleKeypoints(beside, new(0.97, 0.5), new(0.5, 0.97), new(0.5, 0.03)),
            },
        };

        var answer = Reader().Read(own, new ResponderRequest("Read the gauge.") { Frame = _frame }, default)!;

        Assert.Equal("7.5 bar", answer.Text);
    }

    [Theory]
    [InlineData("Read the gauge.", "7.5 bar", 1)]
    [InlineData("Which lamps are lit?", "3.1 bar", 0)]
    public void Questions_about_gauges_are_answered_so_and_told_once(string prompt, string expected, int printed)
    {
        var told = new List<string>();
        BundleTask[] tasks =
        [
            new(BundleTask.Gauge, "Read the gauge.") { Input = TaskInput.Frame, Words = ["gauge", "pressure"] },
            new("lamps", "Which lamps are lit?") { Input = TaskInput.Frame, Words = ["lamp", "lit"] },
        ];
        var reader = new GaugeReader(
            (_, onText, _) =>
            {
                onText?.Invoke("3.1 bar");
                return Own("3.1 bar");
            },
            new BundleTask(BundleTask.Scale, "Which scale?"),
            tasks,
            Reader(),
            _time
        );

        var answer = reader.Answer(new ResponderRequest(prompt) { Frame = _frame }, told.Add, default).Answer!;

        Assert.Equal(expected, answer.Text);
        Assert.Equal([expected], told);
        Assert.Equal(printed, _pivots.Count);
    }

    private Answer? Read(Answer own, Func<ResponderRequest, ResponderRequest>? change = null)
    {
        var request = new ResponderRequest("Read the gauge.") { Frame = _frame };
        return Reader().ReadPrint(own, change?.Invoke(request) ?? request, default);
    }

    private DialReader Reader() =>
        new(
            (_, pivot, _, _) =>
            {
                _pivots.Add(pivot);
                return _lines;
            },
            [],
            FrameLimits.Default,
            _time,
            _hands.Finder
        );

    private void Point(double degrees)
    {
        using var canvas = new SKCanvas(_frame);
        using var pen = new SKPaint { StrokeWidth = 5, IsAntialias = true };
        var tip = Dial.At(degrees, 0.35);
        canvas.DrawLine(100, 100, (float)tip.X * 200, (float)tip.Y * 200, pen);
        canvas.Flush();
    }

    // 27 degrees for each unit, 5 at the top.
    private static PrintedLine Numeral(int value) =>
        new($"{value}", 0.98, Dial.At(27 * (value - 5), 0.4)) { Line = value };

    private static Answer Own(string text) => new(text, FinishReason.Stop, 0.2, default, default);
}
