using Microsoft.Extensions.Time.Testing;
using Siskin.Runtime.Bundles;
using Siskin.Runtime.Inference;
using Siskin.Runtime.Vision;
using Xunit;

namespace Siskin.Runtime.Tests.Inference;

public sealed class ResponderChoicesTests : IDisposable
{
    private readonly EchoBundle _bundle = new();
    private readonly InferenceEngine _engine;
    private readonly FakeTimeProvider _time = new();
    private readonly Responder _responder;

    public ResponderChoicesTests()
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
    public void Answer_is_one_of_the_choices()
    {
        var near = Answered(new ResponderRequest("yelp.") { Choices = ["no", "yes", "yelp"] });
        var far = Answered(new ResponderRequest("4242.") { Choices = ["on", "off"] });
        var own = Answered(new ResponderRequest("off.") { Choices = ["on", "off"] });

        Assert.Equal("yelp", near.Text);
        Assert.Equal(FinishReason.Stop, near.FinishReason);
        Assert.Contains(far.Text, new[] { "on", "off" });
        Assert.InRange(far.Confidence, 0, 0.01); // the model says neither: it picks by chance
        Assert.Equal("off", own.Text);
        Assert.InRange(own.Confidence, 0.9, 1);
    }

    [Fact]
    public void Every_choice_has_its_share_in_the_order_given()
    {
        var own = Answered(new ResponderRequest("off.") { Choices = ["on", "off", "on"] });
        var far = Answered(new ResponderRequest("42.") { Choices = ["a", "b"] });

        Assert.Equal(["on", "off"], own.Choices!.Select(choice => choice.Text));
        Assert.Equal(1, own.Choices!.Sum(choice => choice.Probability), 1e-9);
        Assert.InRange(own.Choices![1].Probability, 0.99, 1);
        Assert.Equal([0.5, 0.5], far.Choices!.Select(choice => choice.Probability));
        Assert.Null(Answered(new ResponderRequest("4.")).Choices);
    }

    [Fact]
    public void A_chosen_answer_is_streamed_whole()
    {
        var pieces = new List<string>();
        var request = new ResponderRequest("off.") { Choices = ["on", "off"] };

        var answer = _responder.Answer(request, pieces.Add, CancellationToken.None).Answer!;

        Assert.Equal(["off"], pieces);
        Assert.Equal((FinishReason.Stop, 4), (answer.FinishReason, answer.Tokens.Output));
    }

    [Fact]
    public void The_scale_of_the_calibration_levels_the_shares_and_its_offset_does_not_move_them()
    {
        using var bundle = new EchoBundle(change: m => m with { Confidence = new ConfidenceCalibration(0.01f, 5) });
        using var engine = InferenceEngine.Load(bundle.Open(), new EngineOptions(Threads: 1));
        var responder = new Responder(engine, FrameLimits.Default, _time);
        double Share(string prompt) =>
            responder
                .Answer(new ResponderRequest(prompt) { Choices = ["a", "b"] }, null, CancellationToken.None)
                .Answer!.Choices![0]
                .Probability;

        // The echoed token is 12 likelier by logarithm, the other one as unlikely as any.
        Assert.Equal(1 / (1 + Math.Exp(-0.12)), Share("ab."), 1e-6);
        Assert.Equal(0.5, Share("xy."), 1e-9);
    }

    [Fact]
    public void Choices_that_are_not_all_scored_in_time_are_no_answer()
    {
        var deadline = _time.GetTimestamp() + _time.TimestampFrequency;
        var request = new ResponderRequest("off.")
        {
            Choices = ["on", "off"],
            Deadline = deadline,
            Progress = () => _time.Advance(TimeSpan.FromSeconds(0.2)),
        };

        Assert.Equal(408, Refused(request).Code);
    }

    [Fact]
    public void Unusable_choices_are_malformed()
    {
        Assert.Equal(400, Refused(new ResponderRequest("x.") { Choices = ["a", ""] }).Code);
        var tooLong = Refused(new ResponderRequest("x.") { Choices = [new string('a', 40)] });
        Assert.Equal(400, tooLong.Code);
        Assert.Contains("Choice 1 has 41 tokens", tooLong.Message, StringComparison.Ordinal);
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
