using Microsoft.Extensions.Time.Testing;
using Siskin.Runtime.Bundles;
using Siskin.Runtime.Inference;
using Siskin.Runtime.Inference.Instruments;
using Siskin.Runtime.Tests.Vision;
using Siskin.Runtime.Vision;
using SkiaSharp;
using Xunit;

namespace Siskin.Runtime.Tests.Inference;

public sealed class ResponderTests : IDisposable
{
    private readonly EchoBundle _bundle = new();
    private readonly InferenceEngine _engine;
    private readonly FakeTimeProvider _time = new();
    private readonly Responder _responder;

    public ResponderTests()
    {
        _engine = InferenceEngine.Load(_bundle.Open(), new EngineOptions(Threads: 1));
        _responder = new Responder(_engine, FrameLimits.Default, _time);
    }

    public void Dispose()
    {
        _engine.Dispose();
        _bundle.Dispose();
    }

    [Fact]
    public void An_answer_says_who_gave_it()
    {
        var answer = Answered(new ResponderRequest("Hello."));

        var manifest = _engine.Bundle.Manifest;
        Assert.Equal(
            ($"{manifest.Name} {manifest.Version}", _engine.Variant.Id, _engine.Provider),
            (answer.Model, answer.Variant, answer.Provider)
        );
    }

    [Fact]
    public void Text_is_answered_and_counted()
    {
        var answer = Answered(new ResponderRequest("Hello."));

        Assert.Equal("Hello", answer.Text);
        Assert.Equal(FinishReason.Stop, answer.FinishReason);
        Assert.Equal(new TokenCounts(0, 6, 6), answer.Tokens);
        Assert.InRange(answer.Confidence, 0.9, 1); // each token: e^12 / (e^12 + 260)
        Assert.Equal(0, answer.Timings.Vision);
    }

    [Fact]
    public void The_likelihood_is_that_of_all_tokens_together()
    {
        var one = Answered(new ResponderRequest("Hello.") { MaxTokens = 1 });
        var three = Answered(new ResponderRequest("Hello.") { MaxTokens = 3 });

        Assert.InRange(one.Likelihood, 0.9, 0.999);
        Assert.Equal(Math.Pow(one.Likelihood, 3), three.Likelihood, 1e-6); // the echo is as sure of each
    }

    [Fact]
    public void Confidence_is_the_likelihood_until_the_bundle_calibrates_it()
    {
        var plain = Answered(new ResponderRequest("Hello."));
        var calibration = new ConfidenceCalibration(0.5f, -1);
        using var bundle = new EchoBundle(change: m => m with { Confidence = calibration });
        using var engine = InferenceEngine.Load(bundle.Open(), new EngineOptions(Threads: 1));

        var calibrated = new Responder(engine, FrameLimits.Default, _time)
            .Answer(new ResponderRequest("Hello."), null, CancellationToken.None)
            .Answer!;

        Assert.Equal(plain.Likelihood, plain.Confidence);
        Assert.Equal(plain.Likelihood, calibrated.Likelihood);
        Assert.Equal(calibration.Of(plain.Likelihood), calibrated.Confidence);
        Assert.NotEqual(plain.Confidence, calibrated.Confidence, 1e-3);
    }

    [Fact]
    public void A_computed_answer_is_streamed_whole_and_only_where_the_bundle_opts_in()
    {
        using var bundle = new EchoBundle(change: m => m with { QuestionLanguage = 1 });
        using var engine = InferenceEngine.Load(bundle.Open(), new EngineOptions(Threads: 1));
        var pieces = new List<string>();
        var request = new ResponderRequest("Is a above 3?") { Sensors = "a: 4 V" };

        var answer = new Responder(engine, FrameLimits.Default, _time)
            .Answer(request, pieces.Add, CancellationToken.None)
            .Answer!;

        Assert.Equal(["yes"], pieces);
        Assert.Equal(("yes", "above \"a\" 3"), (answer.Text, answer.Query));
        Assert.Equal("a", Assert.Single(answer.Signals!).Name);
        Assert.Null(Answered(request).Query);
    }

    [Fact]
    public void Sensors_follow_the_prompt_behind_their_marker()
    {
        var answer = Answered(
            new ResponderRequest("a?")
            {
                Sensors = "t=21;",
                MaxTokens = 8,
                IgnoreEnd = true,
            }
        );

        // The echo of the marker itself is no text: the picker never takes a special token but the end.
        Assert.Equal("a?t=21", answer.Text);
        Assert.Equal(8, answer.Tokens.Input);
    }

    [Fact]
    public void Patches_come_first_in_row_order()
    {
        using var frame = Frames.RedThenBlue(16, 16);
        using (var canvas = new SKCanvas(frame))
        {
            canvas.Clear(SKColors.Black);
            using var white = new SKPaint { Color = SKColors.White };
            canvas.DrawRect(SKRect.Create(4, 0, 12, 4), white);
            canvas.DrawRect(SKRect.Create(0, 12, 4, 4), white);
        }

        var answer = Answered(new ResponderRequest("x.") { Frame = frame });

        Assert.Equal("BWWW" + "BBBB" + "BBBB" + "WBBB" + "x", answer.Text);
        Assert.Equal(new TokenCounts(16, 2, 18), answer.Tokens);
    }

    [Fact]
    public void Encoded_frame_is_answered_like_the_decoded_one()
    {
        using var frame = Frames.Solid(40, 20, SKColors.White);
        var png = Frames.Encode(frame, SKEncodedImageFormat.Png);

        var encoded = Answered(new ResponderRequest("x.") { Image = png });

        Assert.Equal(Answered(new ResponderRequest("x.") { Frame = frame }).Text, encoded.Text);
        Assert.Equal("WWWWWWWWWWWWWWWx"[^(encoded.Tokens.Image + 1)..], encoded.Text);
    }

    [Fact]
    public void Requests_leave_nothing_behind_for_the_next()
    {
        using var frame = Frames.Solid(16, 16, SKColors.White);

        var first = Answered(new ResponderRequest("one."));
        Answered(new ResponderRequest("two.") { Frame = frame });
        var again = Answered(new ResponderRequest("one."));

        Assert.Equal(first.Text, again.Text);
        Assert.Equal(first.Confidence, again.Confidence);
        Assert.Equal(first.Tokens, again.Tokens);
    }

    [Fact]
    public void Streamed_pieces_make_up_the_text_with_whole_characters()
    {
        var pieces = new List<string>();

        var result = _responder.Answer(new ResponderRequest("3 °C 😀."), pieces.Add, CancellationToken.None);

        Assert.Equal("3 °C 😀", result.Answer!.Text);
        Assert.Equal(result.Answer.Text, string.Concat(pieces));
        Assert.Contains("°", pieces);
        Assert.Contains("😀", pieces);
    }

    [Fact]
    public void Token_limit_ends_the_answer()
    {
        var answer = Answered(new ResponderRequest("Hello.") { MaxTokens = 3 });

        Assert.Equal("Hel", answer.Text);
        Assert.Equal(FinishReason.Length, answer.FinishReason);
        Assert.Equal(3, answer.Tokens.Output);
    }

    [Fact]
    public void Model_limit_ends_the_answer_whatever_was_asked()
    {
        var answer = Answered(
            new ResponderRequest(new string('x', EchoBundle.MaxInputTokens)) { MaxTokens = 1_000_000 }
        );

        Assert.Equal(EchoBundle.MaxOutputTokens, answer.Tokens.Output);
        Assert.Equal(FinishReason.Length, answer.FinishReason);
    }

    [Fact]
    public void An_instrument_is_found_and_read_by_a_bundle_that_can()
    {
        using var bundle = new EchoBundle(change: m =>
            m with
            {
                Tasks = [new BundleTask(BundleTask.Locate, "0?") { Input = TaskInput.Frame }],
            }
        );
        using var engine = InferenceEngine.Load(bundle.Open(), new EngineOptions(Threads: 1));
        var responder = new Responder(engine, FrameLimits.Default, _time);
        using var frame = Frames.Solid(16, 16, SKColors.White);
        var request = new ResponderRequest(new string('x', 15) + ".") { Frame = frame, Locate = true };

        // The echo of patches is no box, so that every digit is the first one that may come: the upper left corner.
        var answer = responder.Answer(request, null, CancellationToken.None).Answer!;

        Assert.Equal(0, answer.Region!.Value.X);
        Assert.InRange(answer.Region.Value.Width, 0, 0.1);
        Assert.EndsWith("x", answer.Text, StringComparison.Ordinal);
        Assert.Equal(400, _responder.Answer(request, null, CancellationToken.None).Rejection!.Code);
    }

    [Fact]
    public void Known_digits_are_kept_and_an_answer_that_does_not_fit_is_not_sure()
    {
        using var frame = Frames.Solid(1, 1, SKColors.White); // one patch, echoed as W
        Answer Read(string prompt, int digits) =>
            Answered(
                new ResponderRequest(prompt)
                {
                    Frame = frame,
                    Known = new KnownInstrument { Digits = digits, Decimals = 1 },
                }
            );

        var answer = Read("12.5xxxxx.", 3);

        Assert.Matches("^-?[0-9]{3}[.][0-9]$", answer.Text);
        Assert.InRange(answer.Confidence, 0, 0.01);
    }

    [Fact]
    public void Ignoring_the_end_decodes_to_the_limit()
    {
        var answer = Answered(new ResponderRequest("abcdefgh.") { MaxTokens = 9, IgnoreEnd = true });

        Assert.Equal(9, answer.Tokens.Output);
        Assert.Equal(FinishReason.Length, answer.FinishReason);
    }

    [Fact]
    public void Deadline_during_decoding_leaves_a_marked_part()
    {
        var deadline = _time.GetTimestamp() + _time.TimestampFrequency;
        var pieces = new List<string>();

        var result = _responder.Answer(
            new ResponderRequest("Hello.") { Deadline = deadline },
            piece =>
            {
                pieces.Add(piece);
                _time.Advance(TimeSpan.FromSeconds(0.4));
            },
            CancellationToken.None
        );

        Assert.Equal("Hel", result.Answer!.Text);
        Assert.Equal(FinishReason.Deadline, result.Answer.FinishReason);
        Assert.Equal(3, pieces.Count);
    }

    [Fact]
    public void Stages_are_measured_with_the_given_clock()
    {
        _time.AutoAdvanceAmount = TimeSpan.FromMilliseconds(1);
        using var frame = Frames.Solid(16, 16, SKColors.White);

        var timings = Answered(new ResponderRequest("x.") { Frame = frame }).Timings;

        Assert.Equal(1, timings.Image);
        Assert.Equal(1, timings.Vision);
        Assert.Equal(1, timings.Encoder);
        Assert.InRange(timings.ToFirstToken, 3, timings.Total);
        Assert.Equal(timings.ToFirstToken, timings.Image + timings.Vision + timings.Encoder + timings.FirstToken);
        Assert.InRange(timings.Total, timings.Image + timings.Vision + timings.Encoder, 20);
    }

    [Fact]
    public void Padding_of_the_vocabulary_is_never_picked()
    {
        using var bundle = new EchoBundle(
            alter: folder =>
                File.WriteAllBytes(Path.Combine(folder.Path, "decoder.onnx"), EchoBundle.Decoder(300, logit: -12)),
            change: m => m with { Model = m.Model with { VocabSize = 300 } }
        );
        using var engine = InferenceEngine.Load(bundle.Open(), new EngineOptions());
        var responder = new Responder(engine, FrameLimits.Default, _time);

        // The one unlikely token is the echo; all others tie, and the end token is the first of them.
        var answer = responder.Answer(new ResponderRequest("x."), null, CancellationToken.None).Answer!;

        Assert.Equal("", answer.Text);
        Assert.Equal(1 / 260.0, answer.Confidence, 1e-6);
    }

    private Answer Answered(ResponderRequest request)
    {
        var result = _responder.Answer(request, null, CancellationToken.None);
        Assert.True(result.Answered, result.Rejection?.Message);
        return result.Answer;
    }
}
