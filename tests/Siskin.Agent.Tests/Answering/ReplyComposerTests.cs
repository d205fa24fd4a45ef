using Siskin.Agent.Answering;
using Siskin.Agent.Tests.Harness;
using Siskin.Agent.Wire;
using Siskin.Runtime.Inference;

namespace Siskin.Agent.Tests.Answering;

public sealed class ReplyComposerTests
{
    [Fact]
    public void The_stages_add_up_to_the_total()
    {
        var timings = Compose(
            new StageTimings(1, 2, 3, FirstToken: 2, PerToken: 0.3, Total: 10.1),
            output: 8
        ).TimingsMs;

        Assert.Equal(
            (4, 1, 2, 3, 2, 0.3),
            (timings.Queue, timings.Image, timings.Vision, timings.Encoder, timings.FirstToken, timings.PerToken)
        );
        Assert.Equal(
            timings.Total,
            timings.Queue
                + timings.Image
                + timings.Vision
                + timings.Encoder
                + timings.FirstToken
                + (timings.PerToken * 7),
            tolerance: 0.05
        );
    }

    [Fact]
    public void A_single_token_has_no_further_ones() =>
        Assert.Equal(0, Compose(new StageTimings(1, 2, 3, 2, 0, 8), output: 1).TimingsMs.PerToken);

    [Fact]
    public void The_frame_is_counted_once()
    {
        var tokens = Compose(new StageTimings(1, 2, 3, 2, 0, 8), output: 1).Tokens;

        Assert.Equal((48, 9, 1), (tokens.Image, tokens.Input, tokens.Output));
    }

    private static ReplyMessage Compose(StageTimings timings, int output) =>
        ReplyComposer.Compose(
            "1",
            ScriptedModel.Answering("x") with
            {
                Timings = timings,
                Tokens = new TokenCounts(48, 9, output),
            },
            new ScriptedModel().Description,
            queued: 4,
            total: 14.1
        );
}
