using Siskin.EndToEnd.Tests.Harness;

namespace Siskin.EndToEnd.Tests.Service;

public sealed class OverloadTests
{
    [Fact]
    public async Task A_flood_gets_one_reply_each_and_busy_where_the_queue_was_full()
    {
        await using var bench = await Bench.StartAsync(new AgentOptions { Limits = "queue_count = 2" });
        var frame = TestFrames.Jpeg(1600, 1200);

        var sent = await Task.WhenAll(
            Enumerable
                .Range(0, 60)
                .Select(_ =>
                    bench.Client.SendAsync(TestRequest.Jpeg(bench.Agent.RequestTopic, frame, "Read the meter."))
                )
        );
        var codes = new List<int?>();
        foreach (var correlation in sent)
            codes.Add((await bench.Client.ReplyAsync(correlation)).ErrorCode);

        Assert.Contains(null, codes);
        Assert.Contains(429, codes);
        Assert.All(codes, code => Assert.True(code is null or 429, $"code {code}"));
        await bench.AssertServingAsync();
    }

    [Fact]
    public async Task A_pool_answers_each_request_once()
    {
        await using var bench = await Bench.StartAsync(new AgentOptions { Agent = "pools = [\"kiln\"]" });
        await using var second = AgentProcess.Start(
            bench.Broker,
            new AgentOptions { Device = "bench-2", Agent = "pools = [\"kiln\"]" }
        );
        await bench.Client.WaitForAsync(second.StatusTopic, "online");

        var sent = new List<string>();
        for (var i = 0; i < 12; i++)
            sent.Add(await bench.Client.SendAsync(TestRequest.Text("siskin/pool/kiln/request", $"Question {i}")));
        foreach (var correlation in sent)
            Assert.NotNull((await bench.Client.ReplyAsync(correlation)).Answer);

        var replies = bench.Client.Messages.Where(m => m.Correlation is not null).Select(m => m.Correlation).ToList();
        Assert.Equal(sent.Count, replies.Count);
    }

    [Fact]
    public async Task A_pool_answers_every_request_although_one_of_three_is_killed_in_the_middle_of_its_work()
    {
        var options = new AgentOptions { Agent = "pools = [\"kiln\"]", Limits = "queue_count = 100" };
        await using var bench = await Bench.StartAsync(options);
        await using var second = AgentProcess.Start(bench.Broker, options with { Device = "bench-2" });
        await using var third = AgentProcess.Start(bench.Broker, options with { Device = "bench-3" });
        await bench.Client.WaitForAsync(second.StatusTopic, "online");
        await bench.Client.WaitForAsync(third.StatusTopic, "online");
        await using var load = await LoadClient.ConnectAsync(bench.Broker);
        var frame = TestFrames.Jpeg(1600, 1200);

        for (var i = 0; i < 60; i++)
        {
            await load.SendAsync(TestRequest.Jpeg("siskin/pool/kiln/request", frame, "Read the meter."));
            if (i == 30)
                second.Kill();
        }

        // The others go on meanwhile. What the broker had given to the dead one waits for its return.
        await bench.Client.WaitForAsync(second.StatusTopic, "offline");
        if (load.Missing == load.Exchanges.Count)
            await load.AnsweredAsync(1, () => bench.Agent.Log);
        await second.RestartAsync();

        Assert.True(await load.CompleteAsync(ChildProcess.Patience), $"{load.Missing} of 60 have no reply");
        Assert.All(load.Exchanges, exchange => Assert.Null(exchange.ErrorCode));
        // One whose reply was under way when the agent died may be answered again.
        Assert.All(load.Exchanges, exchange => Assert.InRange(exchange.Replies, 1, 2));
    }
}
