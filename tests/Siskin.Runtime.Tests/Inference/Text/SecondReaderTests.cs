using Siskin.Runtime.Inference;
using Siskin.Runtime.Inference.Instruments;
using Siskin.Runtime.Inference.Text;
using Siskin.Runtime.Vision;
using SkiaSharp;
using Xunit;

namespace Siskin.Runtime.Tests.Inference.Text;

/// <summary>A row of digits that the model is not sure of, from the graph to the answer.</summary>
public sealed class SecondReaderTests
{
    private const string Prompt = "Read the counter.";

    // Logits of the token that the model says, the others' are 0: what differs from its answer in one token is less
    // likely by the factor e^-6, or hardly less.
    private const float Sure = 14,
        Unsure = 6,
        Guessing = 0.5f;

    [Fact]
    public void What_the_graph_is_sure_of_replaces_what_the_model_is_not()
    {
        var answer = Ask("417", "4170");

        Assert.Equal("4170", answer.Text);
        Assert.Equal("4170", answer.Ocr);
        Assert.InRange(answer.Confidence, 0.5, Looks.MaxDisputed);
        Assert.True(answer.Timings.Ocr > 0);
        Assert.True(answer.Timings.Total >= answer.Timings.Ocr);
    }

    [Fact]
    public void Where_both_read_the_same_digits_the_models_answer_stays_as_sure_as_it_was()
    {
        var (alone, both) = (Ask("41.7", "417", ocr: false), Ask("41.7", "417"));

        Assert.Equal((alone.Text, alone.Confidence), (both.Text, both.Confidence));
        Assert.Equal("417", both.Ocr);
        Assert.Null(alone.Ocr);
        Assert.Equal(0, alone.Timings.Ocr);
    }

    [Fact]
    public void What_the_graph_hardly_believes_replaces_nothing()
    {
        var answer = Ask("41700", "41800", probability: 0.2f, logit: Guessing);

        Assert.Equal(("41700", "41800"), (answer.Text, answer.Ocr));
        Assert.Equal("41800", Ask("41700", "41800", probability: 0.9f, logit: Guessing).Text);
    }

    [Fact]
    public void Where_the_graph_is_gone_the_models_answer_stays_as_sure_as_it_was()
    {
        var reports = new List<HelperReport>();
        var (alone, without) = (Ask("417", "4170", ocr: false), Ask("417", "4170", lost: reports.Add));

        Assert.Equal((alone.Text, alone.Confidence, null), (without.Text, without.Confidence, without.Ocr));
        var report = Assert.Single(reports);
        Assert.Equal(OcrBundleGraphs.Recognition, report.File);
        Assert.Equal("digits and numerals are not read a second time", report.Without);
    }

    [Fact]
    public void A_sure_answer_is_not_read_again() => Assert.Null(Ask("417", "4170", logit: Sure).Ocr);

    [Theory]
    [InlineData("41 bar")] // a gauge
    [InlineData("unreadable")]
    [InlineData("-41")]
    public void What_is_no_row_of_digits_is_not_read_again(string said) => Assert.Null(Ask(said, "4170").Ocr);

    [Theory]
    [InlineData("Which lamps are lit?", null)]
    [InlineData(Prompt, "level: 4")]
    public void Other_questions_are_not_about_rows_of_digits(string prompt, string? sensors) =>
        Assert.Null(Ask("417", "4170", change: request => request with { Prompt = prompt, Sensors = sensors }).Ocr);

    [Fact]
    public void Given_choices_are_the_answers_there_are()
    {
        var answer = Ask("417", "4170", change: request => request with { Choices = ["417", "418"] });

        Assert.Equal(("417", null), (answer.Text, answer.Ocr));
    }

    [Theory]
    [InlineData(3, 1, "417.0")]
    [InlineData(4, 0, "4170")]
    public void The_point_stands_where_it_is_known_to_be(int digits, int decimals, string expected) =>
        Assert.Equal(
            expected,
            Ask(
                decimals == 0 ? "4179" : "417.9",
                "4170",
                change: request =>
                    request with
                    {
                        Known = new KnownInstrument { Digits = digits, Decimals = decimals },
                    }
            ).Text
        );

    [Fact]
    public void A_row_of_another_length_than_is_known_is_left_aside() =>
        Assert.Equal(
            "417",
            Ask(
                "417",
                "4170",
                change: request =>
                    request with
                    {
                        Known = new KnownInstrument { Digits = 3, Decimals = 0 },
                    }
            ).Text
        );

    [Fact]
    public void Three_views_are_weighed_together()
    {
        var answer = Ask("417", "4170", change: request => request with { Views = ResponderRequest.MaxViews });

        Assert.Equal("4170", answer.Text);
        Assert.InRange(answer.Confidence, 0, Looks.MaxDisputed);
    }

    [Fact]
    public void A_damaged_frame_stays_in_doubt()
    {
        var answer = Ask("417", "4170", change: request => request with { FrameDoubtful = true });

        Assert.Equal("4170", answer.Text);
        Assert.InRange(answer.Confidence, 0, Answer.MaxInDoubt);
    }

    [Fact]
    public void Nothing_is_told_before_both_have_read()
    {
        var pieces = new List<string>();

        Ask("417", "4170", onText: pieces.Add);

        Assert.Equal(["4170"], pieces);
    }

    [Fact]
    public void An_encoded_frame_is_read_in_full()
    {
        using var frame = Frame();
        using var image = SKImage.FromBitmap(frame);
        using var encoded = image.Encode(SKEncodedImageFormat.Png, 100);

        var answer = Ask("417", "4170", change: request => request with { Frame = null, Image = encoded.ToArray() });

        Assert.Equal("4170", answer.Text);
    }

    [Fact]
    public void What_spells_rows_tells_the_point()
    {
        Assert.Equal("417", Ask("417", "417", logit: Guessing).Text);

        var answer = Ask("417", "417", spelled: "41.7", logit: Guessing);

        Assert.Equal(("41.7", "417"), (answer.Text, answer.Ocr));
        Assert.InRange(answer.Confidence, 0.5, Looks.MaxDisputed);
    }

    [Fact]
    public void What_all_three_see_is_sure()
    {
        var (two, three) = (Ask("41.7", "417"), Ask("41.7", "417", spelled: "41.7"));

        Assert.True(two.Confidence < Looks.Sure);
        Assert.Equal(("41.7", SecondReader.Confirmation), (three.Text, three.Confidence));
        Assert.Equal(
            Answer.MaxInDoubt,
            Ask("41.7", "417", spelled: "41.7", change: request => request with { FrameDoubtful = true }).Confidence
        );
    }

    [Fact]
    public void What_is_known_makes_nothing_less_sure() =>
        Assert.Equal(
            SecondReader.Confirmation,
            Ask(
                "41.7",
                "417",
                spelled: "41.7",
                change: request =>
                    request with
                    {
                        Known = new KnownInstrument { Digits = 2, Decimals = 1 },
                    }
            ).Confidence
        );

    [Fact]
    public void What_was_read_on_the_scale_of_a_dial_is_no_row()
    {
        var row = new Answer("41.7", FinishReason.Stop, 0.3, default, default);

        Assert.True(SecondReader.IsDoubtful(row));
        Assert.False(SecondReader.IsDoubtful(row with { Needle = new NeedleWay(0.4, 0.9) }));
        Assert.False(
            SecondReader.IsDoubtful(
                row with
                {
                    Needle = new NeedleWay(0.4, 0) { Scale = new ScaleRange(0, 100, null) },
                }
            )
        );
    }

    [Fact]
    public void What_is_hardly_spelled_confirms_nothing() =>
        Assert.InRange(Ask("41.7", "417", spelled: "41.7", gain: 3).Confidence, 0, Looks.Sure - 1e-9);

    [Fact]
    public void What_two_others_read_where_the_model_reads_nothing_is_in_doubt()
    {
        var answer = Ask("unreadable", "4170", spelled: "4170", logit: Guessing);

        Assert.Equal("4170", answer.Text);
        Assert.InRange(answer.Confidence, 0.01, Answer.MaxInDoubt);
    }

    [Fact]
    public void Readers_that_contradict_each_other_are_believed_less()
    {
        var (agreed, split) = (Ask("417", "4170", spelled: "4170"), Ask("417", "4170", spelled: "52"));

        Assert.Equal(("4170", "4170"), (agreed.Text, split.Text));
        Assert.True(split.Confidence < agreed.Confidence, $"{split.Confidence} and {agreed.Confidence}");
    }

    [Fact]
    public void What_is_spelled_with_its_point_elsewhere_than_is_known_is_left_aside() =>
        Assert.Equal(
            "4179",
            Ask(
                "4179",
                "4179",
                spelled: "41.79",
                change: request =>
                    request with
                    {
                        Known = new KnownInstrument { Digits = 4, Decimals = 0 },
                    }
            ).Text
        );

    [Fact]
    public void Without_what_spells_rows_the_others_read_on()
    {
        var reports = new List<HelperReport>();

        var answer = Ask("417", "4170", spelled: "52", lost: reports.Add, gone: RowGraph.File);

        Assert.Equal("4170", answer.Text);
        Assert.Equal(RowGraph.File, Assert.Single(reports).File);
    }

    private static Answer Ask(
        string model,
        string graph,
        float probability = 0.999f,
        float logit = Unsure,
        bool ocr = true,
        Action<string>? onText = null,
        Action<HelperReport>? lost = null,
        Func<ResponderRequest, ResponderRequest>? change = null,
        string? spelled = null,
        float gain = 14,
        string gone = OcrBundleGraphs.Recognition
    )
    {
        using var bundle = new EchoBundle(
            alter: folder =>
            {
                File.WriteAllBytes(Path.Combine(folder.Path, "decoder.onnx"), EchoBundle.Saying(model, logit));
                OcrBundleGraphs.Write(folder, OcrBundleGraphs.Reading(graph, probability));
                if (spelled is not null)
                    RowGraph.Write(folder, spelled, gain);
            },
            change: manifest =>
                spelled is null ? OcrBundleGraphs.Added(manifest) : RowGraph.Added(OcrBundleGraphs.Added(manifest))
        );
        using var engine = InferenceEngine.Load(
            bundle.Open(),
            new EngineOptions(Threads: 1) { Ocr = ocr, HelperChanged = lost }
        );
        if (lost is not null)
            File.Delete(Path.Combine(bundle.Path, gone));
        var responder = new Responder(engine, FrameLimits.Default, TimeProvider.System);
        using var frame = Frame();
        var request = new ResponderRequest(Prompt) { Frame = frame };
        var result = responder.Answer(change?.Invoke(request) ?? request, onText, CancellationToken.None);
        Assert.True(result.Answered, result.Rejection?.Message);
        return result.Answer;
    }

    private static SKBitmap Frame()
    {
        var frame = new SKBitmap(new SKImageInfo(24, 8, SKColorType.Rgba8888, SKAlphaType.Premul));
        frame.Erase(SKColors.White);
        return frame;
    }
}
