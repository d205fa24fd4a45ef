using Siskin.Runtime.Inference;
using Xunit;

namespace Siskin.Runtime.Tests.Inference;

public sealed class StageTimingsTests
{
    [Fact]
    public void The_stages_add_up_to_the_total()
    {
        var timings = StageTimings.Of(image: 1, vision: 2, encoder: 3, toFirst: 8, total: 15, tokens: 8);

        Assert.Equal(new StageTimings(1, 2, 3, FirstToken: 2, PerToken: 1, Total: 15), timings);
        Assert.Equal(8, timings.ToFirstToken);
        Assert.Equal(
            timings.Total,
            timings.Image + timings.Vision + timings.Encoder + timings.FirstToken + (timings.PerToken * 7)
        );
    }

    [Fact]
    public void A_single_token_has_no_further_ones() =>
        Assert.Equal(0, StageTimings.Of(1, 2, 3, toFirst: 8, total: 9, tokens: 1).PerToken);
}
