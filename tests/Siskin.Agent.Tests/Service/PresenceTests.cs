using Siskin.Agent.Tests.Harness;

namespace Siskin.Agent.Tests.Service;

/// <summary>Which start of an agent its status, its will and its info speak of.</summary>
public sealed class PresenceTests
{
    private const string Status = "siskin/bench/status";

    [Fact]
    public async Task Status_will_and_info_of_one_start_have_one_session()
    {
        await using var broker = await TestBroker.StartedAsync();
        await using var client = await TestClient.ConnectAsync(broker.Port);
        await using var agent = await TestAgent.OnlineAsync(TestAgent.Config(broker.Port), time: new StartedAt(1_000));
        var info = TestClient.Json(await client.MessageAsync("siskin/bench/info", "{"));

        await broker.DropAsync("siskin-bench");
        await Wait.UntilAsync(() => Statuses(client).Count == 3, "the agent was gone and came back");
        await agent.Agent.StopAsync(TimeSpan.FromSeconds(5));
        await client.MessageAsync(Status, "stopped");

        Assert.Equal(1_000, info.GetProperty("session").GetInt64());
        Assert.Equal(
            [("online", "1000"), ("offline", "1000"), ("online", "1000"), ("stopped", "1000")],
            Statuses(client)
        );
    }

    [Fact]
    public async Task A_will_that_comes_late_is_of_another_session_than_the_info()
    {
        await using var broker = await TestBroker.StartedAsync();
        await using var client = await TestClient.ConnectAsync(broker.Port);
        await using var first = await TestAgent.OnlineAsync(TestAgent.Config(broker.Port), time: new StartedAt(1_000));
        await client.MessageAsync(Status, "online");
        // With a client id of its own the successor does not end the connection of the first one.
        await using var second = await TestAgent.OnlineAsync(
            TestAgent.Config(broker.Port, broker: "client_id = \"siskin-bench-2\""),
            time: new StartedAt(2_000)
        );
        await Wait.UntilAsync(() => Statuses(client).Count == 2, "both were online");

        await broker.DropAsync("siskin-bench");

        var late = await client.MessageAsync(Status, "offline");
        Assert.Equal("1000", late.Property("session"));
        var infos = client.Messages.Where(message => message.Topic == "siskin/bench/info").Take(2);
        Assert.Equal([1_000, 2_000], infos.Select(info => TestClient.Json(info).GetProperty("session").GetInt64()));
    }

    [Fact]
    public async Task With_mqtt_3_the_info_alone_has_it()
    {
        await using var broker = await TestBroker.StartedAsync();
        await using var client = await TestClient.ConnectAsync(broker.Port);
        await using var agent = await TestAgent.OnlineAsync(
            TestAgent.Config(broker.Port, broker: "mqtt = \"3.1.1\""),
            time: new StartedAt(1_000)
        );

        var info = TestClient.Json(await client.MessageAsync("siskin/bench/info", "{"));
        Assert.Equal(1_000, info.GetProperty("session").GetInt64());
        Assert.Null((await client.MessageAsync(Status, "online")).Property("session"));
    }

    private static List<(string Text, string? Session)> Statuses(TestClient client) =>
        [
            .. client
                .Messages.Where(message => message.Topic == Status)
                .Select(message => (TestClient.Text(message), message.Property("session"))),
        ];

    /// <summary>A wall clock that stands still; timers are the system's.</summary>
    private sealed class StartedAt(long milliseconds) : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => DateTimeOffset.FromUnixTimeMilliseconds(milliseconds);
    }
}
