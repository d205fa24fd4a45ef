using System.Diagnostics;
using Siskin.EndToEnd.Tests.Harness;

namespace Siskin.Benchmarks;

/// <summary>
/// What a reply takes beyond the model's work, through Mosquitto as Debian installs it and by several kinds of client.
/// </summary>
/// <param name="bundle">Folder of the bundle to run.</param>
internal sealed class BrokerFigures(string bundle)
{
    private const int InARow = 10;

    /// <summary>Milliseconds for each request, by client and binary; tens of their requests alternate.</summary>
    public async Task<IReadOnlyList<(string Figure, double[] Milliseconds)>> RequestsAsync(
        int count,
        (string Name, string Path)[] binaries,
        string brokerLines = ""
    )
    {
        await using var broker = await MosquittoServer.StartAsync(new MosquittoOptions { Lines = brokerLines });
        await using var plain = await TestClient.ConnectAsync(broker);
        await using var prompt = await TestClient.ConnectAsync(broker, prompt: true);
        var agents = new List<AgentProcess>();
        try
        {
            foreach (var (name, path) in binaries)
            {
                var options = new AgentOptions
                {
                    Device = name,
                    Bundle = bundle,
                    TelemetrySeconds = 0,
                    Command = [path],
                };
                agents.Add(AgentProcess.Start(broker, options));
                await plain.WaitForAsync(agents[^1].StatusTopic, "online");
            }
            var rows = agents
                .SelectMany(agent =>
                    new[]
                    {
                        new Row(agent, plain, $"{agent.Device}: QoS 0", AtMostOnce: true, count),
                        new Row(agent, prompt, $"{agent.Device}: QoS 1, as siskin request", AtMostOnce: false, count),
                        new Row(agent, plain, $"{agent.Device}: QoS 1, other clients", AtMostOnce: false, count),
                    }
                )
                .ToArray();
            // Several in a row: a pause between two would let late acknowledgements pass unnoticed.
            for (var i = -2 * InARow; i < count; i += InARow) // the first ones warm up all sides
            {
                foreach (var row in rows)
                {
                    for (var j = i; j < Math.Min(i + InARow, count); j++)
                        await row.AskAsync(j);
                }
            }
            return [.. rows.Select(row => ($"{row.Name}, ms", row.Overheads))];
        }
        finally
        {
            foreach (var agent in agents)
                await agent.DisposeAsync();
        }
    }

    private sealed record Row(AgentProcess Agent, TestClient Client, string Name, bool AtMostOnce, int Count)
    {
        private const string Question = """{"prompt":"Which value is highest?","sensors":{"boiler":61.5,"flow":3}}""";

        public double[] Overheads { get; } = new double[Count];

        public async Task AskAsync(int round)
        {
            Client.Forget();
            var clock = Stopwatch.StartNew();
            var reply = await Client.AskAsync(
                TestRequest.Json(Agent.RequestTopic, Question) with
                {
                    AtMostOnce = AtMostOnce,
                }
            );
            var milliseconds = clock.Elapsed.TotalMilliseconds;
            if (round >= 0)
                Overheads[round] = milliseconds - ServiceFigures.Stages(reply.Json);
        }
    }
}
