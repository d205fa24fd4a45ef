using Siskin.Runtime.Inference;
using Xunit;

namespace Siskin.Runtime.Tests.Inference;

public sealed class PassCostsTests
{
    private readonly PassCosts _costs = new(8);

    [Fact]
    public void What_is_seldom_right_is_not_worth_more_than_a_pair() => Assert.Equal(2, _costs.Best(0.1, 8));

    [Fact]
    public void What_is_mostly_right_is_worth_as_many_as_there_are()
    {
        Assert.Equal(8, _costs.Best(0.98, 8));
        Assert.Equal(4, _costs.Best(0.98, 4));
        Assert.Equal(2, _costs.Best(0.98, 2));
    }

    [Fact]
    public void Where_more_tokens_take_as_much_longer_a_pair_is_best()
    {
        for (var i = 0; i < 50; i++)
        {
            _costs.Add(2, 100);
            _costs.Add(4, 210);
            _costs.Add(6, 320);
            _costs.Add(8, 430);
        }

        Assert.Equal(2, _costs.Best(0.98, 8));
    }

    [Fact]
    public void A_width_that_was_held_up_is_tried_again_in_time()
    {
        _costs.Add(2, 100);
        for (var i = 0; i < 10; i++)
            _costs.Add(8, 1_000_000);
        Assert.NotEqual(8, _costs.Best(0.98, 8));

        for (var i = 0; i < 5_000; i++)
            _costs.Best(0.98, 8);

        Assert.Equal(8, _costs.Best(0.98, 8));
    }

    [Fact]
    public void One_pass_that_was_held_up_says_little()
    {
        _costs.Add(2, 100);
        _costs.Add(8, 1_000_000);
        for (var i = 0; i < 10; i++)
            _costs.Add(8, 200);
        Assert.Equal(8, _costs.Best(0.98, 8));

        _costs.Add(2, 1_000_000);
        for (var i = 0; i < 10; i++)
            _costs.Add(8, 1_000);
        Assert.NotEqual(8, _costs.Best(0.98, 8)); // still nine times as long as a pair
    }

    [Fact]
    public void Rates_follow_what_was_right()
    {
        var rates = new AcceptanceRates();
        var (often, seldom) = (new LookupTrace(LookupSource.Input, 1), new LookupTrace(LookupSource.Previous, 4));
        for (var i = 0; i < 100; i++)
        {
            rates.Add(often, count: 3, right: 3);
            rates.Add(seldom, count: 3, right: 0);
        }

        Assert.InRange(rates.Of(often), 0.99, 1);
        Assert.InRange(rates.Of(seldom), 0, 0.01);
        Assert.InRange(rates.Of(new LookupTrace(LookupSource.Input, 4)), 0.5, 0.9); // nothing is known of it
    }
}
