using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using Siskin.EndToEnd.Tests.Harness;
using Siskin.StandIn;

namespace Siskin.Benchmarks;

/// <summary>
/// Measurements of the service with the stand-in for the NPU: what the agent adds around a provider, not how fast one
/// is. The stand-in computes on the CPU, and its "compiling" is copying a graph.
/// </summary>
/// <param name="bundle">Folder of a bundle with graphs for the NPU.</param>
internal sealed class NpuFigures(string bundle) : IDisposable
{
    private readonly StandInNpu _npu = new();

    public void Dispose() => _npu.Dispose();

    /// <summary>Milliseconds from the start of the process until the NPU answers, per start.</summary>
    /// <param name="count">Number of starts.</param>
    /// <param name="compile">Whether the compiled graphs of the start before are removed first.</param>
    public async Task<double[]> StartsAsync(int count, bool compile)
    {
        await using var broker = await MosquittoServer.StartAsync();
        await using var client = await TestClient.ConnectAsync(broker);
        var times = new double[count];
        for (var i = compile ? 0 : -1; i < count; i++) // one start fills the cache
        {
            var cache = Path.Combine(_npu.Folder, "qnn");
            if (compile && Directory.Exists(cache))
                Directory.Delete(cache, recursive: true);
            client.Forget();
            var clock = Stopwatch.StartNew();
            await using var agent = AgentProcess.Start(broker, Options());
            await client.WaitForAsync(agent.InfoTopic, "\"provider\":\"qnn\"");
            if (i >= 0)
                times[i] = clock.Elapsed.TotalMilliseconds;
            agent.Terminate();
            await agent.WaitForExitAsync();
        }

        return times;
    }

    /// <summary>
    /// Restarts the NPU again and again, and measures in milliseconds from there until a request has its answer, and
    /// until the NPU answers again.
    /// </summary>
    /// <exception cref="InvalidOperationException">An answer named the wrong provider.</exception>
    public async Task<(double[] Answered, double[] Back)> RestartsAsync(int count)
    {
        await using var bench = await Bench.StartAsync(Options());
        var (answered, back) = (new double[count], new double[count]);
        await bench.Client.WaitForAsync(bench.Agent.InfoTopic, "\"provider\":\"qnn\"");
        for (var i = 0; i < count; i++)
        {
            await Task.Delay(2_500); // longer than retry_max_s: the NPU counts as one that works
            bench.Client.Forget();
            var clock = Stopwatch.StartNew();
            _npu.Set("generation", i.ToString(CultureInfo.InvariantCulture));
            var reply = await bench.Client.AskAsync(TestRequest.Text(bench.Agent.RequestTopic, "Which lamps are lit?"));
            answered[i] = clock.Elapsed.TotalMilliseconds;
            Expect(reply.Json, "cpu");
            await bench.Client.WaitForAsync(bench.Agent.InfoTopic, "\"provider\":\"qnn\"");
            back[i] = clock.Elapsed.TotalMilliseconds;
            Expect(
                (await bench.Client.AskAsync(TestRequest.Text(bench.Agent.RequestTopic, "Which lamps are lit?"))).Json,
                "qnn"
            );
        }

        return (answered, back);
    }

    private static void Expect(JsonElement reply, string provider)
    {
        if (reply.GetProperty("provider").GetString() != provider)
            throw new InvalidOperationException($"{provider} was to answer: {reply}");
    }

    private AgentOptions Options() =>
        new()
        {
            Bundle = bundle,
            TelemetrySeconds = 0,
            State = $"folder = '{_npu.Folder}'\ndurability = \"memory\"",
            Sections = $"[qnn]\nlibrary = '{_npu.Library}'\nretry_min_s = 1\nretry_max_s = 2",
        };
}
