using System.Text.Json;

namespace Siskin.EndToEnd.Tests.Harness;

/// <summary>A broker, an agent that is online, and a client: what most tests start from.</summary>
internal sealed class Bench : IAsyncDisposable
{
    private Bench(MosquittoServer broker, AgentProcess agent, TestClient client) =>
        (Broker, Agent, Client) = (broker, agent, client);

    public MosquittoServer Broker { get; }

    public AgentProcess Agent { get; }

    public TestClient Client { get; }

    public static async Task<Bench> StartAsync(
        AgentOptions? agentOptions = null,
        MosquittoOptions? brokerOptions = null,
        bool persistentClient = false
    )
    {
        return await StartAsync(await MosquittoServer.StartAsync(brokerOptions), agentOptions, persistentClient);
    }

    /// <summary>The same, with a broker that runs already; it ends with the bench.</summary>
    public static async Task<Bench> StartAsync(
        MosquittoServer broker,
        AgentOptions? agentOptions,
        bool persistentClient = false
    )
    {
        AgentProcess? agent = null;
        TestClient? client = null;
        try
        {
            client = await TestClient.ConnectAsync(broker, persistent: persistentClient);
            agent = AgentProcess.Start(broker, agentOptions);
            var bench = new Bench(broker, agent, client);
            await bench.OnlineAsync();
            return bench;
        }
        catch
        {
            if (client is not null)
                await client.DisposeAsync();
            if (agent is not null)
                await agent.DisposeAsync();
            await broker.DisposeAsync();
            throw;
        }
    }

    /// <summary>Waits until the agent says that it is online; a failure shows its log.</summary>
    public async Task OnlineAsync()
    {
        try
        {
            await Client.WaitForAsync(Agent.StatusTopic, "online");
        }
        catch (TimeoutException e)
        {
            throw new TimeoutException($"{e.Message}\n-- agent\n{Agent.Log}", e);
        }
    }

    /// <summary>Asserts that the agent answers an ordinary question.</summary>
    public async Task AssertServingAsync()
    {
        var reply = await Client.AskAsync(TestRequest.Text(Agent.RequestTopic, "Which sensor is highest?"));
        Assert.True(reply.ErrorCode is null, reply.Text);
    }

    /// <summary>Telemetry that says what is wanted, among that which came and that to come.</summary>
    public async Task<JsonElement> TelemetryAsync(Func<JsonElement, bool> wanted, string what)
    {
        var message = await Client.WaitAsync(
            message => message.Topic == Agent.TelemetryTopic && wanted(message.Json),
            $"telemetry that says {what}"
        );
        return message.Json;
    }

    public async ValueTask DisposeAsync()
    {
        await Client.DisposeAsync();
        await Agent.DisposeAsync();
        await Broker.DisposeAsync();
    }
}

/// <summary>One <see cref="Bench"/> for all tests of a class.</summary>
public sealed class SharedBench : IAsyncLifetime
{
    internal Bench Bench { get; private set; } = null!;

    public async Task InitializeAsync() =>
        Bench = await Bench.StartAsync(
            new AgentOptions { Limits = "payload_bytes = 200000\nimage_bytes = 150000", TelemetrySeconds = 1 }
        );

    public async Task DisposeAsync()
    {
        if (Bench is not null)
            await Bench.DisposeAsync();
    }
}
