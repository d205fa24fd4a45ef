using MQTTnet;
using MQTTnet.Protocol;
using Siskin.Agent.Supervision;
using Siskin.Agent.Tests.Harness;
using Siskin.Runtime.Inference;

namespace Siskin.Agent.Tests.Supervision;

/// <summary>What the watchdog sees of a whole agent.</summary>
public sealed class PulseAgentTests
{
    private const string Watch = """
        [[watch]]
        name = "water"
        prompt = "Read the counter."
        frame_topic = "cam"
        """;

    // Shorter than any patience in use, longer than the rhythm of an idle loop on a busy machine.
    private static readonly TimeSpan Patience = Pulse.Rhythm * 2;

    [Fact]
    public async Task An_idle_agent_lives()
    {
        await using var broker = await TestBroker.StartedAsync();
        await using var agent = await TestAgent.OnlineAsync(TestAgent.Config(broker.Port, rest: Watch));
        var before = Beats(agent);
        Assert.Equal(3, before.Count);

        await Wait.UntilAsync(
            () => before.Zip(Beats(agent)).All(beats => beats.Second >= beats.First + 2),
            "every loop beat twice"
        );
    }

    [Fact]
    public async Task An_agent_without_a_broker_lives()
    {
        await using var broker = new TestBroker();
        await using var agent = TestAgent.Create(TestAgent.Config(broker.Port, rest: Watch));
        await agent.Agent.StartAsync();
        var before = Beats(agent);

        await Wait.UntilAsync(
            () => before.Zip(Beats(agent)).All(beats => beats.Second >= beats.First + 2),
            "every loop beat twice"
        );
    }

    [Fact]
    public async Task A_hung_inference_is_seen()
    {
        using var hang = new ManualResetEventSlim();
        await using var broker = await TestBroker.StartedAsync();
        await using var client = await TestClient.ConnectAsync(broker.Port);
        await using var agent = await TestAgent.OnlineAsync(
            TestAgent.Config(broker.Port),
            new ScriptedModel { Script = (_, _, _) => Hanging(hang) }
        );

        await client.AskAsync(TestAgent.Request, """{"prompt":"Hello?"}""", "c1");

        await Wait.UntilAsync(() => agent.Agent.Pulses.Silent(Patience)?.Part == "inference", "the hang was seen");
        hang.Set();
        await Wait.UntilAsync(() => agent.Agent.Pulses.Silent(Patience) is null, "its end was seen");
    }

    [Fact]
    public async Task A_hung_watch_is_seen()
    {
        using var hang = new ManualResetEventSlim();
        await using var broker = await TestBroker.StartedAsync();
        await using var client = await TestClient.ConnectAsync(broker.Port);
        await using var agent = await TestAgent.OnlineAsync(
            TestAgent.Config(broker.Port, rest: Watch),
            new ScriptedModel { Script = (_, _, _) => Hanging(hang) }
        );

        await client.PublishAsync(
            new MqttApplicationMessageBuilder()
                .WithTopic("cam")
                .WithPayload("frame")
                .WithQualityOfServiceLevel(MqttQualityOfServiceLevel.AtLeastOnce)
                .Build()
        );

        await Wait.UntilAsync(() => agent.Agent.Pulses.Silent(Patience)?.Part == "watches", "the hang was seen");
        hang.Set();
    }

    [Fact]
    public async Task A_long_inference_with_progress_is_no_hang()
    {
        await using var broker = await TestBroker.StartedAsync();
        await using var client = await TestClient.ConnectAsync(broker.Port);
        await using var agent = await TestAgent.OnlineAsync(TestAgent.Config(broker.Port));
        var pulse = agent.Agent.Pulses.Of("inference");
        var (before, taken, progress) = (pulse.Beats, 0L, 0L);
        agent.Model.Script = (request, _, _) =>
        {
            // Nobody else beats meanwhile: this is the loop's own thread.
            taken = pulse.Beats;
            request.Progress!();
            progress = pulse.Beats;
            return ScriptedModel.Answering("done");
        };

        await client.AskAsync(TestAgent.Request, """{"prompt":"Hello?"}""", "c1");
        await client.ReplyAsync("c1");

        Assert.True(taken > before);
        Assert.Equal(taken + 1, progress);
        await Wait.UntilAsync(() => pulse.Beats > progress, "its end was seen");
    }

    [Fact]
    public async Task A_connection_that_never_gets_ready_is_seen()
    {
        using var hang = new ManualResetEventSlim();
        await using var broker = await TestBroker.StartedAsync();
        broker.OnPublish = _ =>
        {
            hang.Wait();
            return true;
        };
        await using var agent = TestAgent.Create(TestAgent.Config(broker.Port));
        await agent.Agent.StartAsync();

        await Wait.UntilAsync(
            () => agent.Agent.Pulses.Silent(Patience)?.Part == "broker connection",
            "the hang was seen"
        );
        hang.Set();
    }

    private static List<long> Beats(TestAgent agent) =>
        [.. new[] { "inference", "watches", "broker connection" }.Select(part => agent.Agent.Pulses.Of(part).Beats)];

    private static ResponderResult Hanging(ManualResetEventSlim hang)
    {
        hang.Wait();
        return ScriptedModel.Answering("5");
    }
}
