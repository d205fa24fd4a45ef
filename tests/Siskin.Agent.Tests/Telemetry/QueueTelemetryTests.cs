using Siskin.Agent.Tests.Harness;

namespace Siskin.Agent.Tests.Telemetry;

public sealed class QueueTelemetryTests
{
    [Fact]
    public async Task The_largest_queue_since_the_start_is_told_when_it_is_empty_again()
    {
        var time = new ImpatientTimeProvider();
        await using var broker = await TestBroker.StartedAsync();
        await using var client = await TestClient.ConnectAsync(broker.Port);
        await using var agent = await TestAgent.OnlineAsync(
            TestAgent.Config(broker.Port, rest: "[telemetry]\ninterval_s = 77"),
            time: time
        );
        using var gate = new ManualResetEventSlim();
        agent.Model.Script = (request, _, cancellation) =>
        {
            gate.Wait(cancellation);
            return ScriptedModel.Answering(request.Prompt);
        };
        for (var i = 0; i < 3; i++)
            await client.AskAsync(TestAgent.Request, $$"""{"prompt":"{{i}}"}""", $"{i}");
        await Wait.UntilAsync(() => agent.Agent.Pending == 3, "all were accepted");
        gate.Set();
        await Wait.UntilAsync(() => agent.Agent.Pending == 0, "all were answered");

        Assert.Equal(1, time.Ring(TimeSpan.FromSeconds(77)));

        var queue = TestClient.Json(await client.MessageAsync("siskin/bench/telemetry", "{")).GetProperty("queue");
        Assert.Equal((0, 3), (queue.GetProperty("count").GetInt32(), queue.GetProperty("peak").GetInt32()));
    }
}
