using Microsoft.Extensions.Time.Testing;
using Siskin.Runtime.Bundles;
using Siskin.Runtime.Inference;
using Siskin.Runtime.Inference.Instruments;
using Siskin.Runtime.Tests.Vision;
using Siskin.Runtime.Vision;
using SkiaSharp;
using Xunit;

namespace Siskin.Runtime.Tests.Inference.Instruments;

public sealed class InstrumentReaderTests
{
    private const string Where = "Where is it? ";
    private readonly FakeTimeProvider _time = new();
    private readonly List<(string Prompt, int Width, int Height)> _looks = [];
    private Func<string, (string Text, double Confidence)> _answers = _ => ("none", 1);

    [Fact]
    public void The_frame_is_searched_by_the_prompt_and_what_was_found_is_read_in_full_resolution()
    {
        using var frame = Frames.Noise(1000, 500, 1);
        _answers = prompt => prompt == Where + "Read the left gauge." ? ("20 40 44 55", 1) : ("4 bar", 0.95);

        var answer = Ask(new ResponderRequest("Read the left gauge.") { Frame = frame, Locate = true }).Answer!;

        Assert.Equal("4 bar", answer.Text);
        Assert.Equal(0.95, answer.Confidence);
        // A quarter of the width, 0.16 of the height, and a fifth of these on each side.
        Assert.Equal([(Where + "Read the left gauge.", 1000, 500), ("Read the left gauge.", 350, 112)], _looks);
        Assert.Equal(0.15, answer.Region!.Value.X, 1e-9);
        Assert.Equal(0.368, answer.Region!.Value.Y, 1e-9);
        Assert.Equal(0.35, answer.Region!.Value.Width, 1e-9);
    }

    [Fact]
    public void An_encoded_frame_is_turned_upright_and_read_like_a_decoded_one()
    {
        using var frame = Frames.Noise(400, 200, 1);
        _answers = prompt => prompt.StartsWith(Where, StringComparison.Ordinal) ? ("00 00 24 24", 1) : ("7", 1);
        var image = Frames.Encode(frame, SKEncodedImageFormat.Png);

        var answer = Ask(new ResponderRequest("Read it.") { Image = image, Locate = true }).Answer!;

        Assert.Equal([(Where + "Read it.", 400, 200), ("Read it.", 120, 60)], _looks);
        Assert.Equal("7", answer.Text);
    }

    [Fact]
    public void A_small_instrument_is_looked_at_once_more_from_nearer()
    {
        using var frame = Frames.Noise(1000, 1000, 1);
        var boxes = new Queue<string>(["50 50 59 59", "25 25 74 74"]);
        _answers = prompt => prompt.StartsWith(Where, StringComparison.Ordinal) ? (boxes.Dequeue(), 1) : ("7", 1);

        var region = Ask(new ResponderRequest("Read it.") { Frame = frame, Locate = true }).Answer!.Region!.Value;

        // Three times the box of 100 pixels; half of these 300 from their quarter on, and the padding.
        Assert.Equal((1000, 300), (_looks[0].Width, _looks[1].Width));
        Assert.Equal(0.4 + (0.25 * 0.3) - (0.2 * 0.15), region.X, 1e-9);
        Assert.Equal(0.15 * 1.4, region.Width, 1e-9);
    }

    [Fact]
    public void What_is_not_found_from_nearer_is_read_where_it_was_seen_first()
    {
        using var frame = Frames.Noise(1000, 1000, 1);
        var boxes = new Queue<string>(["50 50 59 59", "none"]);
        _answers = prompt => prompt.StartsWith(Where, StringComparison.Ordinal) ? (boxes.Dequeue(), 1) : ("7", 1);

        var region = Ask(new ResponderRequest("Read it.") { Frame = frame, Locate = true }).Answer!.Region!.Value;

        Assert.Equal(0.48, region.X, 1e-9);
    }

    [Fact]
    public void Where_there_is_no_such_instrument_the_frame_is_unreadable()
    {
        using var frame = Frames.Noise(100, 100, 1);
        _answers = _ => ("none", 0.95);
        var pieces = new List<string>();

        var answer = Reader()
            .Answer(
                new ResponderRequest("Read it.") { Frame = frame, Locate = true },
                pieces.Add,
                CancellationToken.None
            )
            .Answer!;

        Assert.Equal((Answer.Unreadable, 0.95), (answer.Text, answer.Confidence));
        Assert.Null(answer.Region);
        Assert.Single(_looks);
        Assert.Equal([Answer.Unreadable], pieces);
    }

    [Theory]
    [InlineData("none", 0.8, "7", 0.5, "7")]
    [InlineData("20 20 79 79", 1, "7", 0.85, "7")]
    [InlineData("20 20 79 79", 1, "7", 0.3, "8")]
    [InlineData("20 20 79 79", 1, "unreadable", 0.99, "8")]
    public void What_is_not_sure_where_it_was_found_is_read_in_the_whole_frame_as_well(
        string box,
        double seen,
        string text,
        double confidence,
        string expected
    )
    {
        using var frame = Frames.Noise(100, 100, 1);
        var readings = new Queue<(string, double)>(
            box == "none" ? [(text, confidence)] : [(text, confidence), ("8", 0.7)]
        );
        _answers = prompt => prompt.StartsWith(Where, StringComparison.Ordinal) ? (box, seen) : readings.Dequeue();
        var pieces = new List<string>();

        var answer = Reader()
            .Answer(
                new ResponderRequest("Read it.") { Frame = frame, Locate = true },
                pieces.Add,
                CancellationToken.None
            )
            .Answer!;

        Assert.Empty(readings);
        Assert.Equal(expected, answer.Text);
        Assert.Equal([expected], pieces);
        Assert.Equal(expected == "8" || box == "none", answer.Region == FrameRegion.Whole);
        Assert.Equal(10 * _looks.Count, answer.Timings.Total);
    }

    [Theory]
    [InlineData("289.00", 0.95, "289.00", Answer.MaxInDoubt)]
    [InlineData("289.00", 0.6, "89.00", Answer.MaxInDoubt)]
    [InlineData("289.00", 0.3, "89.00", 0.96)]
    [InlineData("89.00", 0.98, "89.00", 0.98)]
    [InlineData("unreadable", 0.99, "89.00", 0.96)]
    public void What_is_sure_in_a_large_part_is_in_doubt_where_the_whole_frame_says_otherwise(
        string whole,
        double confidence,
        string expected,
        double sure
    )
    {
        using var frame = Frames.Noise(100, 100, 1);
        var readings = new Queue<(string, double)>([("89.00", 0.96), (whole, confidence)]);
        _answers = prompt =>
            prompt.StartsWith(Where, StringComparison.Ordinal) ? ("35 20 94 64", 1) : readings.Dequeue();
        var memory = new RegionMemory();

        var answer = Ask(
            new ResponderRequest("Read it.")
            {
                Frame = frame,
                Locate = true,
                Memory = memory,
            }
        ).Answer!;

        Assert.Equal((expected, sure), (answer.Text, answer.Confidence));
        Assert.Empty(readings);
        // A watch looks for it anew next time.
        Assert.Equal(sure == Answer.MaxInDoubt, memory.Region is null);
    }

    [Fact]
    public void A_box_that_makes_no_sense_leaves_the_whole_frame_and_doubt()
    {
        using var frame = Frames.Noise(100, 100, 1);
        _answers = prompt => prompt.StartsWith(Where, StringComparison.Ordinal) ? ("90 00 10 99", 1) : ("7", 1);

        var answer = Ask(new ResponderRequest("Read it.") { Frame = frame, Locate = true }).Answer!;

        Assert.Equal(FrameRegion.Whole, answer.Region);
        Assert.Equal(Answer.MaxInDoubt, answer.Confidence);
    }

    [Fact]
    public void Sensors_choices_and_limits_belong_to_the_reading_alone()
    {
        using var frame = Frames.Noise(100, 100, 1);
        var requests = new List<ResponderRequest>();
        var reader = new InstrumentReader(
            (request, _, _) =>
            {
                requests.Add(request);
                return Answered(requests.Count == 1 ? "00 00 99 99" : "yes", 1);
            },
            Bundle(),
            false,
            FrameLimits.Default,
            _time
        );

        reader.Answer(
            new ResponderRequest("Do they agree?")
            {
                Frame = frame,
                Locate = true,
                Sensors = "a: 1",
                Choices = ["yes", "no"],
                MaxTokens = 2,
                FrameDoubtful = true,
            },
            null,
            CancellationToken.None
        );

        Assert.Equal((null, null, null), (requests[0].Sensors, requests[0].Choices, requests[0].MaxTokens));
        Assert.Equal(BoxAnswer.Forms, requests[0].Forms);
        Assert.Equal(("a: 1", 2, true), (requests[1].Sensors, requests[1].MaxTokens, requests[1].FrameDoubtful));
        Assert.Null(requests[1].Forms);
    }

    [Fact]
    public void Timings_have_the_first_look_as_a_stage()
    {
        using var frame = Frames.Noise(100, 100, 1);
        _answers = prompt => prompt.StartsWith(Where, StringComparison.Ordinal) ? ("10 10 35 25", 1) : ("7", 1);

        var timings = Ask(new ResponderRequest("Read it.") { Frame = frame, Locate = true }).Answer!.Timings;

        Assert.Equal(10, timings.Locate); // the script takes 10 ms for everything
        Assert.Equal(20, timings.Total);
        Assert.Equal(timings.Total, timings.ToFirstToken + timings.PerToken, 1e-9);
    }

    [Fact]
    public void A_bundle_that_cannot_find_instruments_says_so()
    {
        using var frame = Frames.Noise(10, 10, 1);
        var request = new ResponderRequest("Read it.") { Frame = frame, Locate = true };

        var rejection = Reader(Bundle() with { Tasks = [] }).Answer(request, null, CancellationToken.None).Rejection!;

        Assert.Equal(400, rejection.Code);
        Assert.StartsWith("The bundle 'b 1' cannot find instruments", rejection.Message, StringComparison.Ordinal);
        Assert.Empty(_looks);
    }

    [Theory]
    [InlineData(2, false, "views = 2")]
    [InlineData(1, true, "cannot tell how far a needle is")]
    public void What_cannot_be_done_is_refused(int views, bool range, string reason)
    {
        using var frame = Frames.Noise(100, 100, 1);
        var request = new ResponderRequest("Read it.")
        {
            Frame = frame,
            Views = views,
            Known = range ? new KnownInstrument { Range = new ScaleRange(0, 1, null) } : null,
        };

        var rejection = Reader(Bundle() with { Tasks = [] }).Answer(request, null, CancellationToken.None).Rejection!;

        Assert.Equal(400, rejection.Code);
        Assert.Contains(reason, rejection.Message, StringComparison.Ordinal);
    }

    private InstrumentReader Reader(BundleManifest? bundle = null) =>
        new(
            (request, onText, _) =>
            {
                _looks.Add((request.Prompt, request.Frame!.Width, request.Frame.Height));
                Assert.True(request.Image.IsEmpty);
                _time.Advance(TimeSpan.FromMilliseconds(10));
                var (text, confidence) = _answers(request.Prompt);
                onText?.Invoke(text);
                return Answered(text, confidence);
            },
            bundle ?? Bundle(),
            false,
            FrameLimits.Default,
            _time
        );

    private ResponderResult Ask(ResponderRequest request) => Reader().Answer(request, null, CancellationToken.None);

    private static ResponderResult Answered(string text, double confidence) =>
        new Answer(text, FinishReason.Stop, confidence, new TokenCounts(4, 3, 2), new StageTimings(1, 2, 3, 3, 1, 10));

    private static BundleManifest Bundle() =>
        new(
            "b",
            "1",
            new ModelShape(ModelShape.EncoderDecoder, 8, 8, 1, 1, 1, 1, 8, 16, 16, new SpecialTokens(0, 1, 2, 3, 4)),
            "tokenizer.json",
            Frames.Shape,
            [
                new BundleTask(BundleTask.Locate, "Where is it?") { Input = TaskInput.Frame },
                new BundleTask(BundleTask.Deflection, "How far?") { Input = TaskInput.Frame },
            ],
            [],
            new Dictionary<string, string>()
        );

    // Coarse blocks of grey around a grey instrument, seen from further to the right, in less light.
    private static SKBitmap Scene(int shift, float light = 1)
    {
        var frame = Frames.Solid(400, 300, SKColors.Gray);
        using var canvas = new SKCanvas(frame);
        var random = new Random(7);
        for (var i = 0; i < 400; i++)
        {
            var grey = (byte)(light * random.Next(256));
            using var paint = new SKPaint { Color = new SKColor(grey, grey, grey) };
            canvas.DrawRect(random.Next(500) - shift, random.Next(300), 40, 30, paint);
        }

        return frame;
    }
}
