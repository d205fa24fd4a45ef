using System.Net;
using Siskin.EndToEnd.Tests.Harness;

namespace Siskin.Benchmarks;

/// <summary>
/// What <c>[metrics]</c> costs: agents with and without it are asked the same, in turn, and their processor time is
/// compared, which other work on the machine disturbs less than the time that passes.
/// </summary>
/// <param name="bundle">Folder of the bundle to run.</param>
internal sealed class MetricsFigures(string bundle)
{
    private const int InARow = 100;

    private static readonly string[] Ways = ["none", "prometheus", "otlp"];

    /// <summary>Processor milliseconds of a request, round by round, and resident memory in MB, by way.</summary>
    /// <param name="rounds">Rounds of 100 requests of each agent; a scrape ends each.</param>
    public async Task<IReadOnlyList<(string Way, double[] Milliseconds, double Megabytes)>> CostAsync(int rounds)
    {
        await using var broker = await MosquittoServer.StartAsync();
        await using var client = await TestClient.ConnectAsync(broker);
        var frame = TestFrames.Jpeg(1280, 960);
        var port = MosquittoServer.FreePort();
        using var http = new HttpClient();
        using var collector = new Collector();
        var agents = new List<AgentProcess>();
        try
        {
            foreach (var way in Ways)
            {
                agents.Add(AgentProcess.Start(broker, Options(way, port, collector)));
                await client.WaitForAsync(agents[^1].StatusTopic, "online");
            }
            var cost = agents.Select(_ => new double[rounds]).ToArray();
            for (var round = -1; round < rounds; round++) // the first one warms up all sides
            {
                for (var i = 0; i < agents.Count; i++)
                {
                    var agent = agents[(i + Math.Max(0, round)) % agents.Count];
                    var begun = Figures.ProcessorSeconds(agent.ProcessId);
                    await AskAsync(client, agent, frame);
                    if (agent.Device == "prometheus")
                        await http.GetStringAsync(new Uri($"http://127.0.0.1:{port}/metrics"));
                    if (round >= 0)
                        cost[agents.IndexOf(agent)][round] =
                            (Figures.ProcessorSeconds(agent.ProcessId) - begun) * 1000 / InARow;
                }
            }
            return
            [
                .. agents.Select((agent, i) => (agent.Device, cost[i], Figures.ResidentMegabytes(agent.ProcessId))),
            ];
        }
        finally
        {
            foreach (var agent in agents)
                await agent.DisposeAsync();
        }
    }

    private static async Task AskAsync(TestClient client, AgentProcess agent, byte[] frame)
    {
        for (var i = 0; i < InARow; i++)
        {
            client.Forget();
            await client.AskAsync(TestRequest.Jpeg(agent.RequestTopic, frame, "Read the meter."));
        }
    }

    private AgentOptions Options(string way, int port, Collector collector) =>
        new()
        {
            Device = way,
            Bundle = bundle,
            TelemetrySeconds = 0,
            // A frame that is known would cost next to nothing, and metrics beside it a lot.
            Sections =
                "[engine]\ncache_bytes = 0\n"
                + way switch
                {
                    "prometheus" => $"[metrics]\nprometheus = \"127.0.0.1:{port}\"\n",
                    "otlp" => $"[metrics]\notlp = \"{collector.Address}\"\notlp_interval_s = 1\n",
                    _ => "",
                },
        };

    /// <summary>Takes whatever is sent to it.</summary>
    private sealed class Collector : IDisposable
    {
        private readonly HttpListener _listener = new();

        public Collector()
        {
            Address = $"http://127.0.0.1:{MosquittoServer.FreePort()}";
            _listener.Prefixes.Add(Address + "/");
            _listener.Start();
            _ = TakeAsync();
        }

        public string Address { get; }

        public void Dispose() => _listener.Close();

        private async Task TakeAsync()
        {
            try
            {
                while (true)
                {
                    var context = await _listener.GetContextAsync();
                    await context.Request.InputStream.CopyToAsync(Stream.Null);
                    context.Response.Close();
                }
            }
            catch (Exception e) when (e is HttpListenerException or ObjectDisposedException)
            {
                // Closed.
            }
        }
    }
}
