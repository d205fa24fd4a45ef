using Microsoft.Extensions.Time.Testing;
using Siskin.Runtime.Inference;
using Siskin.Runtime.Inference.Instruments;
using Siskin.Runtime.Inference.Instruments.Dials;
using Siskin.Runtime.Inference.Text;
using Siskin.Runtime.Tests.Vision;
using Siskin.Runtime.Vision;
using SkiaSharp;
using Xunit;

namespace Siskin.Runtime.Tests.Inference.Instruments.Dials;

/// <summary>When a gauge is read by its numerals, and when not.</summary>
public sealed class DialReaderTests : IDisposable
{
    private const string Where = "Where is the needle?",
        Which = "Which scale?";

    private readonly FakeTimeProvider _time = new();
    private readonly SKBitmap _frame = Frame();
    private readonly List<(int Width, int Height)> _printed = [];
    private readonly List<FramePoint> _pivots = [];
    private Func<IReadOnlyList<PrintedLine>> _lines = () => [.. Dial.Lines(0, 10, 2, -135, 135)];
    private Answer _own;

    public DialReaderTests() => _own = Own(Points(0.45));

    [Fact]
    public void A_reading_of_which_the_model_is_not_sure_is_made_anew()
    {
        var answer = Read()!;

        Assert.Equal(("7.0 bar", 0.3, 0.3), (answer.Text, answer.Confidence, answer.Likelihood));
        Assert.Equal(new ScaleRange(0, 10, "bar"), answer.Needle!.Value.Scale);
        Assert.Equal(0.7, answer.Needle.Value.Way);
    }

    [Fact]
    public void An_encoded_frame_is_decoded_for_it()
    {
        var image = Frames.Encode(_frame, SKEncodedImageFormat.Png);

        Assert.Equal("7.0 bar", Read(new ResponderRequest("Read it.") { Image = image })!.Text);
        Assert.Equal([(200, 200)], _printed);
    }

    [Fact]
    public void Only_the_dial_is_searched_for_print()
    {
        _own = Own(Points(0.2)); // 0.29 around the pivot, with what surrounds it

        var answer = Read()!;

        Assert.Equal([(116, 116)], _printed);
        Assert.Equal(0.5, _pivots[0].X, 1e-9);
        Assert.Equal(0.5, _pivots[0].Y, 1e-9);
        Assert.Equal("7.0 bar", answer.Text); // the same angles, in the part as in the frame
    }

    [Fact]
    public void A_doubtful_frame_makes_no_reading_likely()
    {
        _own = _own with { Text = "7.1 bar", FrameDoubtful = true };

        Assert.Equal(Answer.MaxInDoubt, Read()!.Confidence);
    }

    [Fact]
    public void Who_is_sure_is_not_asked_again()
    {
        _own = _own with { Confidence = 0.9 };

        Assert.Null(Read());
        Assert.Empty(_printed);
    }

    [Fact]
    public void A_needle_that_is_hardly_seen_reads_nothing()
    {
        _own = _own with { Needle = new NeedleWay(0.7, 0.39) { Points = Points(0.45) } };

        Assert.Null(Read());
        Assert.Empty(_printed);
    }

    [Fact]
    public void Straight_scales_stay_with_the_model()
    {
        _own = Own(Points(0.45) with { Pivot = null });

        Assert.Null(Read());
        Assert.Empty(_printed);
    }

    [Theory]
    [InlineData("Length in mm?", true)]
    [InlineData("Read the balance.", false)]
    public void A_dial_indicator_counts_turns(string prompt, bool stays)
    {
        _own = _own with { Needle = _own.Needle!.Value with { IsClosed = true } };

        Assert.Equal(stays, Read(new ResponderRequest(prompt) { Frame = _frame }) is null);
    }

    [Theory]
    [InlineData(Where)]
    [InlineData(Which + " What is the pressure?")]
    public void Where_a_needle_is_and_the_ends_of_a_scale_are_no_values_of_it(string prompt)
    {
        Assert.Null(Read(new ResponderRequest(prompt) { Frame = _frame }));
        Assert.Empty(_printed);
    }

    [Fact]
    public void Nothing_is_read_when_the_deadline_has_passed()
    {
        Assert.Null(Read(new ResponderRequest("Read it.") { Frame = _frame, Deadline = _time.GetTimestamp() }));
        Assert.Empty(_printed);
    }

    [Fact]
    public void The_needle_is_sought_near_where_the_model_sees_it()
    {
        using (var canvas = new SKCanvas(_frame))
        using (var black = new SKPaint { StrokeWidth = 5 })
        {
            var tip = Dial.At(60, 0.45);
            canvas.DrawLine(100, 100, (float)tip.X * 200, (float)tip.Y * 200, black);
            canvas.Flush();
        }

        Assert.Equal("7.2 bar", Read()!.Text);
    }

    [Fact]
    public void A_dial_without_numerals_stays_as_it_was_read()
    {
        _lines = () => [new PrintedLine("bar", 0.99, Dial.At(180, 0.1))];

        Assert.Null(Read());
        Assert.Single(_printed);
    }

    private Answer? Read(ResponderRequest? request = null)
    {
        var reader = new DialReader(
            (frame, pivot, _, _) =>
            {
                _printed.Add((frame.Width, frame.Height));
                _pivots.Add(pivot!.Value);
                return _lines();
            },
            [Where, Which],
            FrameLimits.Default,
            _time
        );
        return reader.Read(_own, request ?? new ResponderRequest("Read it.") { Frame = _frame }, default);
    }

    private static SKBitmap Frame()
    {
        var frame = new SKBitmap(new SKImageInfo(200, 200, SKColorType.Rgba8888, SKAlphaType.Premul));
        frame.Erase(SKColors.White);
        return frame;
    }

    private static Answer Own(ScaleKeypoints points) =>
        new("0.9 bar", FinishReason.Stop, 0.3, default, default)
        {
            Needle = new NeedleWay(0.7, 0.8) { Points = points },
        };

    private static ScaleKeypoints Points(double radius) =>
        new(new FramePoint(0.5, 0.5), Dial.At(-135, radius), Dial.At(135, radius), Dial.At(54, radius));

    public void Dispose() => _frame.Dispose();
}
