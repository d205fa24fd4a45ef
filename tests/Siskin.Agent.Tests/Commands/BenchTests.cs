using Siskin.Agent.Answering;
using Siskin.Agent.Commands;
using Siskin.Agent.Tests.Harness;
using Siskin.Runtime.Inference;

namespace Siskin.Agent.Tests.Commands;

public sealed class BenchTests
{
    private static readonly Answer Measured = ScriptedModel.Answering("x") with
    {
        Tokens = new TokenCounts(48, 9, 8),
        Timings = new StageTimings(1, 2, 3, FirstToken: 2, PerToken: 0.5, Total: 11.5),
    };

    private static readonly BenchWorkers One = new(1, 2, "so it is", []);

    [Fact]
    public void Names_mean_what_they_mean_in_a_reply()
    {
        var model = Model(Measured);
        var reply = ReplyComposer.Compose("1", Measured, queued: 0, total: 11.5);

        var report = new Bench(model, 9, 8, default).Run(0, 3, TimeSpan.Zero, One, CancellationToken.None);

        Assert.Equal(
            (reply.Tokens.Image, reply.Tokens.Input, reply.Tokens.Output),
            (report.ImageTokens, report.InputTokens, report.OutputTokens)
        );
        Assert.Equal(reply.TimingsMs.Image, report.TimingsMs["image"].P50);
        Assert.Equal(reply.TimingsMs.Vision, report.TimingsMs["vision"].P50);
        Assert.Equal(reply.TimingsMs.Encoder, report.TimingsMs["encoder"].P50);
        Assert.Equal(reply.TimingsMs.FirstToken, report.TimingsMs["first_token"].P50);
        Assert.Equal(reply.TimingsMs.PerToken, report.TimingsMs["per_token"].P50);
        Assert.Equal(reply.TimingsMs.Total, report.TimingsMs["total"].P50);
        Assert.Equal(8, report.TimingsMs["to_first_token"].P50);
        Assert.Equal(2_000, report.TokensPerS);
    }

    [Fact]
    public void Answers_of_one_token_have_no_speed()
    {
        var model = Model(Measured with { Timings = Measured.Timings with { PerToken = 0 } });

        var report = new Bench(model, 9, 1, default).Run(0, 1, TimeSpan.Zero, One, CancellationToken.None);

        Assert.Null(report.TokensPerS);
        Assert.DoesNotContain("per_token", report.TimingsMs.Keys);
    }

    private static ScriptedModel Model(Answer answer) => new() { Script = (_, _, _) => ResponderResult.From(answer) };
}
