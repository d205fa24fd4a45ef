using System.Diagnostics;
using System.Text;
using Siskin.EndToEnd.Tests.Harness;

namespace Siskin.Benchmarks;

/// <summary>
/// Requests about frames through Mosquitto as Debian installs it: how many are answered in a second while there always
/// is another one, how long each takes then and when there seldom is one, and what it takes of the processor in the
/// agent, in the broker and in the client. The sides are asked in turn, so that what else the machine does meets all.
/// </summary>
/// <param name="sides">Each of them.</param>
internal sealed class LoadFigures(IReadOnlyList<StartSide> sides)
{
    private const int AtOnce = 4;
    private const string Prompt = "Read the counter.";
    private static readonly TimeSpan SeldomPause = TimeSpan.FromMilliseconds(30);

    private readonly byte[] _frame = File.ReadAllBytes(Path.Combine(Checkout.Samples, "counter.jpg"));
    private int _frames;

    /// <summary>Measures.</summary>
    /// <param name="rounds">How often each side is asked.</param>
    /// <param name="requests">Requests in a row with four of them at once; a fifth of them one by one.</param>
    public async Task<IReadOnlyList<LoadRow>> MeasureAsync(int rounds, int requests)
    {
        await using var broker = await MosquittoServer.StartAsync();
        await using var plain = await LoadRequester.ConnectAsync(broker, prompt: false);
        await using var prompt = await LoadRequester.ConnectAsync(broker, prompt: true);
        await using var client = await TestClient.ConnectAsync(broker);
        var agents = new List<AgentProcess>();
        try
        {
            foreach (var (side, i) in sides.Select((side, i) => (side, i)))
            {
                agents.Add(AgentProcess.Start(broker, Options(side, $"side-{i}")));
                await client.WaitForAsync(agents[^1].StatusTopic, "online");
            }
            (string Name, LoadRequester Client, bool AtMostOnce)[] ways =
            [
                ("QoS 0", plain, true),
                ("QoS 1, as siskin request", prompt, false),
                ("QoS 1, other clients", plain, false),
            ];
            var rows = ways.SelectMany(way => sides.Select(side => new LoadRow(way.Name, side.Name))).ToArray();
            for (var round = -1; round < rounds; round++) // the first one warms up all sides
            {
                for (var turn = 0; turn < rows.Length; turn++)
                {
                    var at = (turn + round + 1) % rows.Length;
                    var (way, agent) = (ways[at / sides.Count], agents[at % sides.Count]);
                    Task<double> AskAsync() => way.Client.AskAsync(agent.RequestTopic, Frame(), Prompt, way.AtMostOnce);
                    var crowd = await CrowdAsync(AskAsync, requests, agent.ProcessId, broker.ProcessId);
                    var seldom = await SeldomAsync(AskAsync, requests / 5);
                    if (round >= 0)
                        rows[at].Add(crowd, seldom);
                }
            }
            return rows;
        }
        finally
        {
            foreach (var agent in agents)
                await agent.DisposeAsync();
        }
    }

    private AgentOptions Options(StartSide side, string device) =>
        new()
        {
            Device = device,
            Bundle = side.Bundle,
            Command = [side.Binary],
            TelemetrySeconds = 0,
            Sections = side.Sections,
        };

    private static async Task<LoadRound> CrowdAsync(Func<Task<double>> ask, int requests, int agent, int broker)
    {
        double[] Spent() =>
            [
                Figures.ProcessorSeconds(agent),
                Figures.ProcessorSeconds(broker),
                Environment.CpuUsage.TotalTime.TotalSeconds,
            ];
        var others = new OtherWork(agent, broker);
        var (before, clock, left) = (Spent(), Stopwatch.StartNew(), requests);
        var asking = Enumerable
            .Range(0, AtOnce)
            .Select(async _ =>
            {
                var times = new List<double>();
                while (Interlocked.Decrement(ref left) >= 0)
                    times.Add(await ask());
                return times;
            });
        var took = (await Task.WhenAll(asking)).SelectMany(times => times).ToArray();
        var seconds = clock.Elapsed.TotalSeconds;
        return new LoadRound(
            requests / seconds,
            took,
            [.. Spent().Zip(before, (after, then) => (after - then) * 1000 / requests)],
            others.Share
        );
    }

    private static async Task<double[]> SeldomAsync(Func<Task<double>> ask, int requests)
    {
        var took = new double[requests];
        for (var i = 0; i < requests; i++)
        {
            await Task.Delay(SeldomPause);
            took[i] = await ask();
        }
        return took;
    }

    // The picture stays, its bytes do not: a comment behind the start of the file counts them. An agent need not read
    // again what it has seen.
    private byte[] Frame()
    {
        var comment = Encoding.ASCII.GetBytes($"{Interlocked.Increment(ref _frames):D8}");
        return [.. _frame.AsSpan(0, 2), 0xFF, 0xFE, 0, (byte)(comment.Length + 2), .. comment, .. _frame.AsSpan(2)];
    }
}

/// <param name="PerSecond">Requests answered in a second.</param>
/// <param name="Milliseconds">Of each, from sending it to its reply.</param>
/// <param name="Processor">Milliseconds of processor time of one: agent, broker, client.</param>
/// <param name="Others">Share of the processors that other programs took.</param>
internal sealed record LoadRound(double PerSecond, double[] Milliseconds, double[] Processor, double Others);

/// <summary>A side asked in one way, round by round.</summary>
/// <param name="Way">How.</param>
/// <param name="Side">Its name.</param>
internal sealed record LoadRow(string Way, string Side)
{
    /// <summary>Several at once.</summary>
    public List<LoadRound> Crowd { get; } = [];

    /// <summary>Milliseconds of each request, one by one with pauses.</summary>
    public List<double> Seldom { get; } = [];

    public void Add(LoadRound crowd, double[] seldom)
    {
        Crowd.Add(crowd);
        Seldom.AddRange(seldom);
    }
}
