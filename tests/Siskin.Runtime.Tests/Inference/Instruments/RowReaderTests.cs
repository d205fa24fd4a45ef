using Siskin.Runtime.Bundles;
using Siskin.Runtime.Inference;
using Siskin.Runtime.Inference.Instruments;
using Siskin.Runtime.Inference.Text;
using Siskin.Runtime.Tests.Inference.Text;
using Siskin.Runtime.Tests.Vision;
using Siskin.Runtime.Vision;
using SkiaSharp;
using Xunit;

namespace Siskin.Runtime.Tests.Inference.Instruments;

/// <summary>A white bar in a black frame is the row; a graph reads "417" in every line.</summary>
public sealed class RowReaderTests : IDisposable
{
    private const string Where = "Where is it? ",
        Prompt = "Read the counter.";

    // Where the bar is, and where it is not.
    private static readonly FrameRegion Here = new(0.3, 0.3, 0.45, 0.35),
        Elsewhere = new(0, 0.8, 0.3, 0.2);

    private readonly SKBitmap _frame = Frames.Solid(400, 300, SKColors.Black);
    private readonly InferenceEngine _engine;
    private readonly EchoBundle _bundle = new(
        alter: folder =>
        {
            OcrBundleGraphs.Write(folder, OcrBundleGraphs.Reading("417", 0.999f));
            File.WriteAllBytes(Path.Combine(folder.Path, "finds.onnx"), OcrBundleGraphs.Finding());
        },
        change: manifest =>
            OcrBundleGraphs.Added(manifest) with
            {
                Ocr = new OcrGraphs(OcrBundleGraphs.Recognition, OcrBundleGraphs.Characters)
                {
                    Detection = "finds.onnx",
                },
            }
    );

    private readonly List<(string Prompt, int Width)> _looks = [];
    private (string Text, double Share) _row = ("41.7", 0.97);
    private FrameRegion _place = Here;
    private string? _spelled;
    private RowDetection? _detect;

    public RowReaderTests()
    {
        _engine = InferenceEngine.Load(_bundle.Open(), new EngineOptions(Threads: 1));
        using var canvas = new SKCanvas(_frame);
        using var white = new SKPaint { Color = SKColors.White };
        canvas.DrawRect(150, 130, 100, 30, white);
        canvas.Flush();
    }

    [Fact]
    public void What_the_row_shows_replaces_what_was_guessed_from_afar()
    {
        var answer = Weigh(Before("983", 0.02));

        Assert.Equal(("41.7", "417"), (answer.Text, answer.Ocr));
        Assert.InRange(answer.Confidence, 0.3, Looks.MaxDisputed);
        Assert.InRange(answer.Region!.Value.X + (answer.Region.Value.Width / 2), 0.3, 0.75);
        Assert.InRange(answer.Region.Value.Height, 0.1, 0.3);
        // Three pictures, each read and each asked for its choice.
        Assert.Equal(6, _looks.Count);
        Assert.All(_looks, look => Assert.Equal(Prompt, look.Prompt));
    }

    [Fact]
    public void What_it_confirms_is_sure()
    {
        var answer = Weigh(Before("41.7", 0.6));

        Assert.Equal("41.7", answer.Text);
        Assert.InRange(answer.Confidence, Looks.Sure, 0.95);
    }

    [Fact]
    public void What_the_model_is_torn_about_is_not_confirmed()
    {
        _row = ("41.7", 0.3);

        Assert.InRange(Weigh(Before("41.7", 0.2)).Confidence, 0.2, Looks.MaxDisputed);
    }

    [Fact]
    public void A_damaged_frame_stays_in_doubt() =>
        Assert.Equal(Answer.MaxInDoubt, Weigh(Before("41.7", 0.4) with { FrameDoubtful = true }).Confidence);

    [Fact]
    public void What_neither_reader_believes_replaces_nothing()
    {
        _row = ("83", 0.9999999);
        var before = Before("52", 0.2);

        Assert.Same(before, Weigh(before));
    }

    [Fact]
    public void Print_where_no_instrument_is_seen_is_not_read()
    {
        _place = Elsewhere;
        var before = Before("52", 0.2);

        Assert.Same(before, Weigh(before));
        Assert.Empty(_looks);
    }

    [Theory]
    [InlineData("41.7", 0.5, true)]
    [InlineData("unreadable", 0.5, true)]
    [InlineData("41.7", 0.95, false)]
    [InlineData("4 bar", 0.5, false)]
    public void Doubtful_rows_of_digits_are_looked_for(string text, double confidence, bool expected) =>
        Assert.Equal(expected, RowReader.IsDoubtful(Before(text, confidence)));

    [Fact]
    public void A_request_to_find_the_counter_looks_for_its_row()
    {
        var answer = Find("Read the counter.");

        Assert.Equal("41.7", answer.Text);
        Assert.True(answer.Timings.Ocr > 0);
        Assert.True(answer.Timings.Total >= answer.Timings.Ocr);
    }

    [Fact]
    public void Another_question_does_not() => Assert.Equal("983", Find("Which lamps are lit?").Text);

    [Fact]
    public void What_spells_rows_has_a_say_and_its_own_reading_is_among_those_to_choose_from()
    {
        _row = ("4.17", 0.4);
        Assert.Equal("4.17", Weigh(Before("983", 0.02)).Text);

        _spelled = "41.7";
        var answer = Weigh(Before("983", 0.02));

        Assert.Equal(("41.7", "417"), (answer.Text, answer.Ocr));
    }

    [Fact]
    public void What_cannot_spell_costs_nothing()
    {
        _spelled = "";

        Assert.Equal("41.7", Weigh(Before("983", 0.02)).Text);
    }

    [Fact]
    public void A_row_that_is_detected_is_read_where_no_line_of_print_is_found()
    {
        _frame.Erase(SKColors.Black);
        var before = Before("983", 0.02);
        Assert.Same(before, Weigh(before));

        _detect = part => Seen(part, 0.5, 0.5);

        Assert.Equal("41.7", Weigh(before).Text);
    }

    [Fact]
    public void A_line_of_print_that_is_no_row_by_the_detector_is_not_read()
    {
        _detect = part => Seen(part, 0.1, 0.1);
        var before = Before("983", 0.02);

        Assert.Same(before, Weigh(before));
    }

    [Fact]
    public void A_detector_that_sees_no_row_or_is_gone_leaves_it_to_the_lines()
    {
        _detect = part => Seen(part, 9, 9);
        Assert.Equal("41.7", Weigh(Before("983", 0.02)).Text);

        _detect = _ => throw new BundleException("gone");
        Assert.Equal("41.7", Weigh(Before("983", 0.02)).Text);
    }

    private Answer Find(string prompt)
    {
        var manifest = _bundle.Open().Manifest;
        var tasks = manifest.Tasks.Append(new BundleTask(BundleTask.Locate, "Where is it?")).ToArray();
        var reader = new InstrumentReader(
            Look,
            manifest with
            {
                Vision = Frames.Shape,
                Tasks = tasks,
            },
            false,
            FrameLimits.Default,
            TimeProvider.System,
            new SecondReader(Look, _engine.Lines!, null, tasks),
            rows: (Finder, _engine.Lines!, null)
        );
        var request = new ResponderRequest(prompt) { Frame = _frame, Locate = true };
        return reader.Answer(request, null, CancellationToken.None).Answer!;
    }

    // Nearly sure of every character; no text: the graph is gone.
    private LineProbabilities[] Spell(SKImage frame, IReadOnlyList<LineBox> rows)
    {
        if (_spelled!.Length == 0)
            throw new BundleException("gone");
        var classes = RowSpeller.Characters.Length + 1;
        var values = new float[2 * _spelled.Length * classes];
        for (var i = 0; i < _spelled.Length; i++)
        {
            var character = RowSpeller.Characters.IndexOf(_spelled[i], StringComparison.Ordinal) + 1;
            (values[(2 * i * classes) + character], values[((2 * i) + 1) * classes]) = (1, 1);
        }

        return [.. rows.Select(_ => new LineProbabilities(values, RowSpeller.Characters))];
    }

    private RowFinder Finder => new(_engine.Finder!, _engine.Lines!, _detect);

    // Sees a row there in the part of the frame that it looks at, in fractions of it.
    private static RowMap Seen(SKImage part, double x, double y) =>
        new(
            DetectorMaps.Of(part.Width / 4, part.Height / 4, new LineBox(x * part.Width, y * part.Height, 100, 30)),
            part.Width / 4,
            part.Height / 4,
            1,
            1
        );

    private PlaceVotes Votes => new([(_place, 0.9)]);

    private Answer Weigh(Answer before) =>
        new RowReader(Look, Finder, _engine.Lines!, _spelled is null ? null : Spell).Weigh(
            before,
            new ResponderRequest(Prompt) { Frame = _frame },
            _frame,
            Votes,
            CancellationToken.None
        );

    // Whatever is as high as the bar and what surrounds it is the row.
    private ResponderResult Look(ResponderRequest request, Action<string>? onText, CancellationToken cancellation)
    {
        _looks.Add((request.Prompt, request.Frame!.Width));
        if (request.Prompt.StartsWith(Where, StringComparison.Ordinal))
            return Before("30 30 74 64", 0.9) with { Places = Votes };
        if (request.Choices is { } choices)
        {
            var rest = (1 - _row.Share) / Math.Max(1, choices.Count - 1);
            return Before(choices[0], 0.5) with
            {
                Choices = [.. choices.Select(text => new ChoiceShare(text, text == _row.Text ? _row.Share : rest))],
            };
        }

        return request.Frame.Height > 130 || request.Frame.Width == _frame.Width
            ? Before("983", 0.02)
            : Before(_row.Text, _row.Share);
    }

    private static Answer Before(string text, double confidence) =>
        new(text, FinishReason.Stop, confidence, new TokenCounts(4, 3, 2), new StageTimings(1, 2, 3, 3, 1, 10));

    public void Dispose()
    {
        _engine.Dispose();
        _bundle.Dispose();
        _frame.Dispose();
    }
}
