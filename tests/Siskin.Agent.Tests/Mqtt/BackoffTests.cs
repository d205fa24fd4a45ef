using Siskin.Agent.Mqtt;

namespace Siskin.Agent.Tests.Mqtt;

public sealed class BackoffTests
{
    [Fact]
    public void Waiting_doubles_up_to_the_limit_and_varies_by_half()
    {
        var backoff = new Backoff(TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(10), new Random(7));

        for (var attempt = 0; attempt < 100; attempt++)
        {
            var full = Math.Min(10, Math.Pow(2, attempt));
            Assert.InRange(backoff.Next().TotalSeconds, full / 2, full);
        }
    }

    [Fact]
    public void A_success_starts_it_again()
    {
        var backoff = new Backoff(TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(60), new Random(7));
        for (var i = 0; i < 5; i++)
            backoff.Next();

        backoff.Reset();

        Assert.InRange(backoff.Next().TotalSeconds, 0.5, 1);
    }
}
