using System.Globalization;
using Siskin.EndToEnd.Tests.Harness;

namespace Siskin.EndToEnd.Tests.Service;

/// <summary>Mosquitto's own clients, which state no id, at the broker inside the agent.</summary>
public sealed class EmbeddedBrokerTests
{
    [Fact]
    public async Task Mosquitto_clients_without_an_id_publish_listen_and_ask()
    {
        await using var place = MosquittoServer.Prepare();
        await using var agent = AgentProcess.Start(
            place,
            new AgentOptions { Device = "boiler-room", Broker = $"embedded = true\nembedded_port = {place.Port}" }
        );
        await using var client = await TestClient.ConnectAsync(place);
        await client.WaitForAsync(agent.StatusTopic, "online");

        // The line of README, at this port.
        var asked = (
            await RunAsync(
                "mosquitto_rr",
                place,
                "-V",
                "5",
                "-t",
                agent.RequestTopic,
                "-e",
                "siskin/reply/me",
                "-D",
                "publish",
                "content-type",
                "text/plain",
                "-m",
                "What is boiler?",
                "-D",
                "publish",
                "user-property",
                "sensors",
                "boiler=61.5"
            )
        ).Expect(0);
        var heard = (await RunAsync("mosquitto_sub", place, "-t", agent.StatusTopic, "-C", "1")).Expect(0);
        (
            await RunAsync("mosquitto_pub", place, "-t", agent.RequestTopic, "-m", """{"id":"pub-1","prompt":"p"}""")
        ).Expect(0);

        Assert.Contains("\"text\"", asked.Output, StringComparison.Ordinal);
        Assert.Contains("online", heard.Output, StringComparison.Ordinal);
        await client.WaitAsync(m => m.Text.Contains("pub-1", StringComparison.Ordinal), "the reply to pub-1");
    }

    private static Task<Finished> RunAsync(string program, MosquittoServer place, params string[] arguments) =>
        ChildProcess.RunAsync(
            Checkout.Program(program),
            ["-p", place.Port.ToString(CultureInfo.InvariantCulture), .. arguments],
            patience: TimeSpan.FromSeconds(30)
        );
}
