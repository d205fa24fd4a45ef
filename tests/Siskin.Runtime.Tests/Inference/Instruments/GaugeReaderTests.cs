using Microsoft.Extensions.Time.Testing;
using Siskin.Runtime.Bundles;
using Siskin.Runtime.Inference;
using Siskin.Runtime.Inference.Instruments;
using Siskin.Runtime.Inference.Instruments.Dials;
using Siskin.Runtime.Inference.Text;
using Siskin.Runtime.Tests.Inference.Instruments.Dials;
using Siskin.Runtime.Vision;
using SkiaSharp;
using Xunit;

namespace Siskin.Runtime.Tests.Inference.Instruments;

/// <summary>Gauges whose scale is not known, read by the needle's way along the printed one.</summary>
public sealed class GaugeReaderTests : IDisposable
{
    private const string Which = "Which scale?";
    private readonly SKBitmap _frame = new(100, 100);
    private readonly List<(string Prompt, int Width)> _looks = [];
    private readonly List<string> _texts = [];
    private string _prompt = "Read it.";
    private string _scale = "0 to 10 bar";
    private Func<int, NeedleWay?> _needle = _ => new NeedleWay(0.5, 0.9);
    private PrintLook? _print;
    private readonly FakeTimeProvider _time = new();

    [Fact]
    public void Without_a_needle_one_look_answers_and_its_text_is_told_at_once()
    {
        _needle = _ => null;

        var answer = Read("5.0 bar", 0.7);

        Assert.Equal(("5.0 bar", 0.7), (answer.Text, answer.Confidence));
        Assert.Equal([("Read it.", 100)], _looks);
        Assert.Equal(["5.0 bar"], _texts);
    }

    [Fact]
    public void A_needle_that_few_patches_see_does_not_count()
    {
        _needle = _ => new NeedleWay(0.9, 0.2);

        Assert.Equal("5.0 bar", Read("5.0 bar", 0.7).Text);
        Assert.Single(_looks);
    }

    [Theory]
    [InlineData("5.1 bar", 0.5, 0.8)] // confirmed
    [InlineData("5.1 bar", 0.7, 0.85)] // not sure for that alone
    [InlineData("5.1 bar", 0.95, 0.95)]
    [InlineData("5.3 bar", 0.7, 0.7)] // neither nor
    [InlineData("8.1 bar", 0.95, Answer.MaxInDoubt)] // contradicted
    [InlineData("8.1 bar", 0.3, 0.3)]
    public void A_reading_is_surer_or_in_doubt_by_the_needle(string text, double before, double after)
    {
        var answer = Read(text, before);

        Assert.Equal(text, answer.Text);
        Assert.Equal(after, answer.Confidence, 1e-9);
        Assert.Equal([("Read it.", 100), ($"{Which} Read it.", 100)], _looks);
        Assert.Equal([text], _texts);
        Assert.Equal(20, answer.Timings.Total);
    }

    [Theory]
    [InlineData("80 psi")] // of another scale
    [InlineData("12 bar")] // beyond this one
    [InlineData("unreadable")]
    public void What_is_not_of_the_scale_stays_as_it_is(string text)
    {
        var answer = Read(text, 0.7);

        Assert.Equal((text, 0.7), (answer.Text, answer.Confidence));
    }

    [Fact]
    public void A_scale_that_is_none_says_nothing()
    {
        _scale = "unreadable";

        Assert.Equal(("8.1 bar", 0.7), (Read("8.1 bar", 0.7).Text, Read("8.1 bar", 0.7).Confidence));
    }

    [Fact]
    public void Choices_are_weighed_by_the_model_alone()
    {
        var answer = Choose(("4", 0.4), ("5", 0.35), ("6", 0.25));

        Assert.Equal(("4", 0.4), (answer.Text, answer.Choices![0].Probability));
        Assert.Single(_looks);
        Assert.Equal(["4"], _texts);
    }

    [Fact]
    public void A_clocks_choices_are_weighed_by_its_hands()
    {
        _needle = _ => new NeedleWay(0.9, 0.8) { Hours = 4.9, IsClosed = true };

        var answer = Choose(("5:54", 0.4), ("4:54", 0.35), ("4:59", 0.25));

        Assert.Equal("4:54", answer.Text);
        Assert.Equal(["4:54"], _texts);
        Assert.InRange(answer.Confidence, 0.5, 0.85); // not sure for that alone
        Assert.Equal(1, answer.Choices!.Sum(choice => choice.Probability), 1e-9);
    }

    [Fact]
    public void Choices_that_are_no_times_are_weighed_by_the_model_alone()
    {
        _needle = _ => new NeedleWay(0.9, 0.8) { Hours = 4.9, IsClosed = true };

        Assert.Equal("noon", Choose(("noon", 0.6), ("4:54", 0.4)).Text);
    }

    [Fact]
    public void What_seems_an_hour_hand_is_none_where_lengths_are_asked_for()
    {
        _prompt = "Length in mm?";
        _needle = _ => new NeedleWay(0.048, 0.8) { IsClosed = true, Hours = 4 };

        Assert.Equal("4.05", Choose(("4.07", 0.5), ("4.05", 0.5)).Text);
    }

    [Theory]
    [InlineData("9.95 bar", 0.005)]
    [InlineData("0.05 bar", 0.995)]
    public void Where_a_scale_closes_its_ends_are_close(string text, double way)
    {
        _needle = _ => new NeedleWay(way, 0.8) { IsClosed = true };

        Assert.Equal(0.8, Read(text, 0.5).Confidence, 1e-9); // confirmed
    }

    [Theory]
    [InlineData("Length in mm?", true, "4.05")]
    [InlineData("Length in mm?", false, "4.07")] // a ruler
    [InlineData("Weight in kg?", true, "4.07")]
    [InlineData("Speed in mm/s?", true, "4.07")]
    public void A_dial_indicators_choices_are_weighed_by_its_long_hand(string prompt, bool isClosed, string text)
    {
        _prompt = prompt;
        _needle = _ => new NeedleWay(0.048, 0.8) { IsClosed = isClosed };

        Assert.Equal(text, Choose(("4.07", 0.5), ("4.05", 0.3), ("4.03", 0.2)).Text);
    }

    [Fact]
    public void A_dial_indicator_that_counts_the_other_way_is_one_as_well()
    {
        _prompt = "Length in millimetres?";
        _needle = _ => new NeedleWay(0.95, 0.8) { IsClosed = true };

        Assert.Equal("4.05", Choose(("4.07", 0.5), ("4.05", 0.5)).Text);
    }

    [Fact]
    public void A_small_gauge_is_looked_at_from_nearer()
    {
        var points = new ScaleKeypoints(
            new FramePoint(0.5, 0.5),
            new FramePoint(0.4, 0.6),
            new FramePoint(0.6, 0.6),
            new FramePoint(0.5, 0.36)
        );
        _needle = width => new NeedleWay(0.5, width == 100 ? 0.8 : 0.9) { Points = width == 100 ? points : null };

        var answer = Read("5.0 bar", 0.7);

        Assert.Equal([100, 38, 38], _looks.Select(look => look.Width));
        Assert.Equal(0.9, answer.Needle!.Value.Confidence);
        Assert.Equal(0.309, answer.Region!.Value.X, 1e-3); // 1.35 times the way to the marks
    }

    [Fact]
    public void A_nearer_look_that_sees_less_does_not_count()
    {
        var points = new ScaleKeypoints(
            null,
            new FramePoint(0.5, 0.6),
            new FramePoint(0.5, 0.4),
            new FramePoint(0.5, 0.5)
        );
        _needle = width => new NeedleWay(0.5, width == 100 ? 0.8 : 0.5) { Points = points };

        var answer = Read("5.0 bar", 0.7);

        Assert.Equal([100, 28, 100], _looks.Select(look => look.Width));
        Assert.Null(answer.Region);
    }

    [Fact]
    public void Where_numerals_are_read_the_needle_on_them_is_the_reading_and_the_scale_is_not_asked_for()
    {
        _needle = _ => OnDial;
        _print = (_, _, _, _) =>
        {
            _time.Advance(TimeSpan.FromMilliseconds(7));
            return [.. Dial.Lines(0, 16, 4, -135, 135)];
        };

        var answer = Read("5.0 bar", 0.7);

        Assert.Equal("8.0 bar", answer.Text);
        Assert.Equal(0.3, answer.Confidence);
        Assert.Equal(new ScaleRange(0, 16, "bar"), answer.Needle!.Value.Scale);
        Assert.Equal([("Read it.", 100)], _looks);
        Assert.Equal(["8.0 bar"], _texts);
        Assert.Equal((7, 17), (answer.Timings.Ocr, answer.Timings.Total));
    }

    [Fact]
    public void Where_no_numerals_are_read_the_scale_is_asked_for()
    {
        _needle = _ => OnDial;
        _print = (_, _, _, _) => [];

        var answer = Read("5.1 bar", 0.5);

        Assert.Equal("5.1 bar", answer.Text);
        Assert.Equal(0.8, answer.Confidence, 1e-9);
        Assert.Null(answer.Needle!.Value.Scale);
        Assert.Equal(2, _looks.Count);
    }

    [Fact]
    public void Choices_are_read_by_numerals_as_well()
    {
        _needle = _ => OnDial;
        _print = (_, _, _, _) => [.. Dial.Lines(0, 16, 4, -135, 135)];

        var answer = Choose(("4", 0.4), ("8", 0.35));

        Assert.Equal(("8", 0.5), (answer.Text, answer.Confidence));
        Assert.Equal(["8"], _texts);
    }

    [Fact]
    public void Where_the_graphs_for_print_are_gone_the_scale_is_asked_for()
    {
        _needle = _ => OnDial;
        var alone = Read("5.1 bar", 0.7);
        _print = (_, _, _, _) => throw new BundleException("'ocr/recognition.onnx' is gone");

        var without = Read("5.1 bar", 0.7);

        Assert.Equal((alone.Text, alone.Confidence), (without.Text, without.Confidence));
        Assert.Equal(["5.1 bar", "5.1 bar"], _texts);
    }

    [Fact]
    public void Choices_that_are_no_numbers_are_not_read_by_numerals()
    {
        _needle = _ => OnDial;
        _print = (_, _, _, _) => throw new InvalidOperationException("not wanted");

        Assert.Equal("low", Choose(("low", 0.4), ("8", 0.35)).Text);
    }

    // It fills the frame, so that nobody looks from nearer.
    private static NeedleWay OnDial =>
        new(0.5, 0.9)
        {
            Points = new ScaleKeypoints(
                new FramePoint(0.5, 0.5),
                Dial.At(-135, 0.45),
                Dial.At(135, 0.45),
                Dial.At(0, 0.45)
            ),
        };

    private Answer Read(string text, double confidence) =>
        Reader((text, confidence)).Answer(Request, _texts.Add, CancellationToken.None).Answer!;

    private Answer Choose(params (string Text, double Share)[] choices) =>
        Reader((choices[0].Text, choices[0].Share), [.. choices.Select(each => new ChoiceShare(each.Text, each.Share))])
            .Answer(
                Request with
                {
                    Choices = [.. choices.Select(each => each.Text)],
                },
                _texts.Add,
                CancellationToken.None
            )
            .Answer!;

    private ResponderRequest Request => new(_prompt) { Frame = _frame };

    // Tells its text like the responder: not where it holds gauges back and sees a needle.
    private GaugeReader Reader((string Text, double Confidence) direct, IReadOnlyList<ChoiceShare>? choices = null) =>
        new(
            (request, onText, _) =>
            {
                var width = request.Frame!.Width;
                _looks.Add((request.Prompt, width));
                var isScale = request.Prompt.StartsWith(Which, StringComparison.Ordinal);
                var needle = isScale ? null : _needle(width);
                var text = isScale ? _scale : direct.Text;
                if (!(request.HoldsGauges && needle is { IsSeen: true }))
                    onText?.Invoke(text);
                return new Answer(
                    text,
                    FinishReason.Stop,
                    isScale ? 0.95 : direct.Confidence,
                    new TokenCounts(4, 3, 2),
                    new StageTimings(1, 2, 3, 3, 1, 10)
                )
                {
                    Needle = needle,
                    Choices = isScale ? null : choices,
                };
            },
            new BundleTask(BundleTask.Scale, Which),
            [],
            _print is null ? null : new DialReader(_print, [Which], FrameLimits.Default, _time),
            _time
        );

    public void Dispose() => _frame.Dispose();
}
