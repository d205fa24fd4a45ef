using Microsoft.Extensions.Time.Testing;
using Siskin.Runtime.Bundles;
using Siskin.Runtime.Inference;
using Siskin.Runtime.Inference.Instruments;
using Siskin.Runtime.Tests.Vision;
using Siskin.Runtime.Vision;
using SkiaSharp;
using Xunit;

namespace Siskin.Runtime.Tests.Inference.Instruments;

public sealed class KnownInstrumentTests
{
    private const string Where = "Where is it? ";
    private readonly FakeTimeProvider _time = new();
    private readonly List<(string Prompt, int Width, int Height)> _looks = [];
    private Func<string, (string Text, double Confidence)> _answers = _ => ("none", 1);

    [Fact]
    public void Without_a_frame_there_is_nothing_to_find() =>
        Assert.Equal(
            (400, "crop = \"auto\" needs an image."),
            Ask(new ResponderRequest("Read it.") { Locate = true }) is { Rejection: { } rejection }
                ? (rejection.Code, rejection.Message)
                : default
        );

    [Fact]
    public void While_the_camera_stands_still_the_region_is_remembered()
    {
        using var scene = Scene(0);
        using var later = Scene(0, light: 0.8f);
        using var moved = Scene(40);
        _answers = prompt => prompt.StartsWith(Where, StringComparison.Ordinal) ? ("40 40 66 54", 1) : ("7", 0.95);
        var request = new ResponderRequest("Read it.") { Locate = true, Memory = new RegionMemory() };

        foreach (var frame in new[] { scene, later, moved })
            Ask(request with { Frame = frame });

        Assert.Equal(
            [Where + "Read it.", "Read it.", "Read it.", Where + "Read it.", "Read it."],
            _looks.Select(look => look.Prompt)
        );
        Assert.NotNull(request.Memory.Region);
    }

    [Theory]
    [InlineData("7", 0.6)]
    [InlineData("unreadable", 0.99)]
    public void An_answer_that_becomes_unsure_is_looked_for_anew(string text, double confidence)
    {
        using var scene = Scene(0);
        var boxes = new Queue<string>(["40 40 66 54", "00 00 26 14"]);
        var readings = new Queue<(string, double)>([("7", 0.95), (text, confidence), ("8", 0.97)]);
        _answers = prompt =>
            prompt.StartsWith(Where, StringComparison.Ordinal) ? (boxes.Dequeue(), 1) : readings.Dequeue();
        var request = new ResponderRequest("Read it.")
        {
            Frame = scene,
            Locate = true,
            Memory = new RegionMemory(),
        };
        Ask(request);

        var answer = Ask(request).Answer!;

        Assert.Equal("8", answer.Text);
        Assert.Equal(0, answer.Region!.Value.X);
        Assert.Equal(answer.Region, request.Memory.Region);
    }

    [Fact]
    public void An_unsure_answer_stays_where_nothing_else_is_found()
    {
        using var scene = Scene(0);
        var readings = new Queue<(string, double)>([("7", 0.95), ("7", 0.6), ("9", 0.5)]);
        _answers = prompt =>
            prompt.StartsWith(Where, StringComparison.Ordinal) ? ("40 40 66 54", 1) : readings.Dequeue();
        var request = new ResponderRequest("Read it.")
        {
            Frame = scene,
            Locate = true,
            Memory = new RegionMemory(),
        };
        Ask(request);

        Assert.Equal(0.6, Ask(request).Answer!.Confidence);
        Assert.Empty(readings);
    }

    [Fact]
    public void Three_views_are_read_where_the_instrument_was_found_once()
    {
        using var frame = Frames.Noise(400, 200, 1);
        var readings = new Queue<(string, double)>([("7.5", 0.6), ("7.5", 0.8), ("7.5", 0.7)]);
        _answers = prompt =>
            prompt.StartsWith(Where, StringComparison.Ordinal) ? ("00 00 24 19", 1) : readings.Dequeue();
        var pieces = new List<string>();

        var answer = Reader()
            .Answer(
                new ResponderRequest("Read it.")
                {
                    Frame = frame,
                    Locate = true,
                    Views = 3,
                },
                pieces.Add,
                CancellationToken.None
            )
            .Answer!;

        Assert.Equal(0.9, answer.Confidence, 1e-9);
        Assert.Equal([(400, 200), (120, 48), (120, 48), (120, 48)], _looks.Select(look => (look.Width, look.Height)));
        Assert.Equal(["7.5"], pieces);
        Assert.Equal((10, 40), (answer.Timings.Locate, answer.Timings.Total));
    }

    [Fact]
    public void Views_of_an_encoded_frame_need_no_bundle_that_finds_instruments()
    {
        using var frame = Frames.Noise(400, 200, 1);
        _answers = _ => ("7", 0.8);
        var request = new ResponderRequest("Read it.")
        {
            Image = Frames.Encode(frame, SKEncodedImageFormat.Png),
            Views = 3,
        };

        var answer = Reader(Bundle() with { Tasks = [] }).Answer(request, null, CancellationToken.None).Answer!;

        Assert.Equal(3, _looks.Count);
        Assert.Equal(0.9, answer.Confidence, 1e-9);
        Assert.Null(answer.Region);
    }

    [Fact]
    public void A_known_scale_asks_for_the_needle_as_well()
    {
        using var frame = Frames.Noise(100, 100, 1);
        _answers = prompt => prompt == "How far?" ? ("50 %", 0.97) : ("4 psi", 0.9);

        var answer = Ask(
            new ResponderRequest("Read the gauge.")
            {
                Frame = frame,
                Known = new KnownInstrument { Range = new ScaleRange(0, 10, "bar") },
            }
        ).Answer!;

        Assert.Equal(("5.0 bar", 0.97), (answer.Text, answer.Confidence));
        Assert.Equal(["Read the gauge.", "How far?"], _looks.Select(look => look.Prompt));
        Assert.Equal(20, answer.Timings.Total);
    }

    [Fact]
    public void Known_digits_are_the_form_of_the_answer_and_choices_know_better()
    {
        using var frame = Frames.Noise(100, 100, 1);
        var known = new KnownInstrument { Digits = 2, Decimals = 1 };
        var request = new ResponderRequest("Read it.") { Frame = frame, Known = known };
        var forms = new List<IReadOnlyList<string>?>();
        var reader = new InstrumentReader(
            (asked, _, _) =>
            {
                forms.Add(asked.Forms);
                return Answered("12.5", 1);
            },
            Bundle(),
            false,
            FrameLimits.Default,
            _time
        );

        reader.Answer(request, null, CancellationToken.None);
        reader.Answer(request with { Choices = ["1", "2"] }, null, CancellationToken.None);

        Assert.Equal([known.Forms, null], forms);
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
