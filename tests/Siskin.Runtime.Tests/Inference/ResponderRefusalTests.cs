using Microsoft.Extensions.Time.Testing;
using Siskin.Runtime.Inference;
using Siskin.Runtime.Tests.Vision;
using Siskin.Runtime.Vision;
using SkiaSharp;
using Xunit;

namespace Siskin.Runtime.Tests.Inference;

public sealed class ResponderRefusalTests : IDisposable
{
    private readonly EchoBundle _bundle = new();
    private readonly InferenceEngine _engine;
    private readonly FakeTimeProvider _time = new();
    private readonly Responder _responder;

    public ResponderRefusalTests()
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
    public void Deadline_before_the_first_token_is_a_rejection()
    {
        var deadline = _time.GetTimestamp();

        var rejection = Refused(new ResponderRequest("Hello.") { Deadline = deadline });

        Assert.Equal(408, rejection.Code);
    }

    [Fact]
    public void Cancellation_ends_between_tokens()
    {
        using var cancellation = new CancellationTokenSource();
        var pieces = 0;

        Assert.Throws<OperationCanceledException>(() =>
            _responder.Answer(
                new ResponderRequest("Hello."),
                _ =>
                {
                    if (++pieces == 2)
                        cancellation.Cancel();
                },
                cancellation.Token
            )
        );

        Assert.Equal(2, pieces);
        Assert.Equal("Hello", Answered(new ResponderRequest("Hello.")).Text);
    }

    [Theory]
    [InlineData("", 400, "prompt is empty")]
    [InlineData("  ", 400, "prompt is empty")]
    public void Empty_prompt_is_malformed(string prompt, int code, string message)
    {
        var rejection = Refused(new ResponderRequest(prompt));

        Assert.Equal(code, rejection.Code);
        Assert.Contains(message, rejection.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Too_many_tokens_are_named_with_their_limit()
    {
        using var frame = Frames.Solid(16, 16, SKColors.White);

        var rejection = Refused(new ResponderRequest(new string('x', 40)) { Frame = frame });

        Assert.Equal(413, rejection.Code);
        Assert.Contains(
            "56 tokens (16 of the image, 40 of text); at most 48",
            rejection.Message,
            StringComparison.Ordinal
        );
    }

    [Fact]
    public void Too_long_a_text_is_named_with_its_tokens()
    {
        var rejection = Refused(new ResponderRequest(new string('é', 30))); // two bytes each, and a token for each byte

        Assert.Equal(413, rejection.Code);
        Assert.Contains("60 tokens", rejection.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Text_that_cannot_fit_is_refused_without_tokenizing_it()
    {
        var rejection = Refused(new ResponderRequest("x") { Sensors = new string('1', 5_000_000) });

        Assert.Equal(413, rejection.Code);
    }

    [Fact]
    public void Bad_limit_and_bad_image_are_passed_on()
    {
        Assert.Equal(400, Refused(new ResponderRequest("x.") { MaxTokens = 0 }).Code);
        Assert.Equal(415, Refused(new ResponderRequest("x.") { Image = "BM bitmap"u8.ToArray() }).Code);
        Assert.Equal(400, Refused(new ResponderRequest("x.") { Image = new byte[] { 0xFF, 0xD8, 0xFF } }).Code);
    }

    [Fact]
    public void Logits_that_are_no_numbers_lose_the_answer_but_not_the_responder()
    {
        using var bundle = new EchoBundle(alter: folder =>
            File.WriteAllBytes(Path.Combine(folder.Path, "decoder.onnx"), EchoBundle.Decoder(logit: float.NaN))
        );
        using var engine = InferenceEngine.Load(bundle.Open(), new EngineOptions());
        var responder = new Responder(engine, FrameLimits.Default, _time);

        var error = Assert.Throws<InferenceException>(() =>
            responder.Answer(new ResponderRequest("x."), null, CancellationToken.None)
        );

        Assert.Contains("not numbers at token 1", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Graph_that_fails_names_variant_and_provider()
    {
        // Ten tokens in, no end asked for: the echo reads past what the encoder made.
        var error = Assert.Throws<InferenceException>(() =>
            _responder.Answer(new ResponderRequest("0123456789") { IgnoreEnd = true }, null, CancellationToken.None)
        );

        Assert.Contains("Variant 'cpu-fp32' failed on provider 'cpu'", error.Message, StringComparison.Ordinal);
        Assert.Equal("Hello", Answered(new ResponderRequest("Hello.")).Text);
    }

    [Fact]
    public void Empty_image_is_no_image()
    {
        Assert.Equal(0, Answered(new ResponderRequest("x.") { Image = default }).Tokens.Image);
    }

    [Fact]
    public void Text_only_bundle_answers_text_and_refuses_images()
    {
        using var bundle = new EchoBundle(withVision: false);
        using var engine = InferenceEngine.Load(bundle.Open(), new EngineOptions());
        var responder = new Responder(engine, FrameLimits.Default, _time);
        using var frame = Frames.Solid(16, 16, SKColors.White);

        Assert.Equal(
            "Hello",
            responder.Answer(new ResponderRequest("Hello."), null, CancellationToken.None).Answer!.Text
        );
        Assert.Equal(
            415,
            responder
                .Answer(new ResponderRequest("Hello.") { Frame = frame }, null, CancellationToken.None)
                .Rejection!.Code
        );
    }

    private Answer Answered(ResponderRequest request)
    {
        var result = _responder.Answer(request, null, CancellationToken.None);
        Assert.True(result.Answered, result.Rejection?.Message);
        return result.Answer;
    }

    private Rejection Refused(ResponderRequest request)
    {
        var result = _responder.Answer(request, null, CancellationToken.None);
        Assert.False(result.Answered);
        return result.Rejection;
    }
}
