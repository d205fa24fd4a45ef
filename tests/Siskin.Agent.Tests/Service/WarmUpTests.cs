using MQTTnet.Packets;
using Siskin.Agent.Tests.Harness;

namespace Siskin.Agent.Tests.Service;

public sealed class WarmUpTests
{
    [Fact]
    public async Task A_device_is_online_when_its_first_answer_would_be_as_fast_as_the_next()
    {
        using var warm = new ManualResetEventSlim();
        await using var broker = await TestBroker.StartedAsync();
        var subscribed = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        broker.OnReceive = packet =>
        {
            if (packet is MqttSubscribePacket asked && asked.TopicFilters.Any(f => f.Topic == TestAgent.Request))
                subscribed.TrySetResult();
        };
        await using var client = await TestClient.ConnectAsync(broker.Port);
        var model = new ScriptedModel { WarmingUp = warm.Wait };
        await using var agent = TestAgent.Create(TestAgent.Config(broker.Port), model);
        await agent.Agent.StartAsync();
        await subscribed.Task.PatientlyAsync();

        Assert.False(agent.Agent.Online.IsCompleted);
        warm.Set();

        await agent.Agent.Online.PatientlyAsync();
        await client.MessageAsync("siskin/bench/status", "online");
    }
}
