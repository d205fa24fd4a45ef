using Siskin.Models.Training;
using Xunit;

namespace Siskin.Models.Tests.Training;

public sealed class WarmupStableDecayTests
{
    [Theory]
    [InlineData(0, 0.1)]
    [InlineData(9, 1)]
    [InlineData(50, 1)]
    [InlineData(79, 1)]
    [InlineData(90, 0.5)]
    [InlineData(100, 0)]
    public void Rises_stays_and_falls(int step, double expected) =>
        Assert.Equal(expected, WarmupStableDecay.Factor(step, steps: 100, warmup: 10, decay: 20), precision: 9);

    [Fact]
    public void Without_warmup_and_decay_it_is_always_one() => Assert.Equal(1, WarmupStableDecay.Factor(0, 100, 0, 0));
}
