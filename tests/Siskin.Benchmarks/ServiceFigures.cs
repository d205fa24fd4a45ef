using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using Siskin.EndToEnd.Tests.Harness;

namespace Siskin.Benchmarks;

/// <summary>Measurements of the running service, from outside it.</summary>
/// <param name="bundle">Folder of the bundle to run.</param>
internal sealed class ServiceFigures(string bundle)
{
    private readonly AgentOptions _options = new() { Bundle = bundle, TelemetrySeconds = 0 };

    /// <summary>Milliseconds from the start of the process until a subscriber has seen it online, per start.</summary>
    public async Task<double[]> StartsAsync(int count)
    {
        await using var broker = await MosquittoServer.StartAsync();
        await using var client = await TestClient.ConnectAsync(broker);
        var times = new double[count];
        for (var i = 0; i < count; i++)
        {
            client.Forget();
            var clock = Stopwatch.StartNew();
            await using var agent = AgentProcess.Start(broker, _options);
            await client.WaitForAsync(agent.StatusTopic, "online");
            times[i] = clock.Elapsed.TotalMilliseconds;
            agent.Terminate();
            await agent.WaitForExitAsync();
        }

        return times;
    }

    /// <summary>
    /// Asks <paramref name="count"/> questions one after the other, every other one with a frame.
    /// </summary>
    public async Task<ServiceLoad> LoadAsync(int count)
    {
        await using var bench = await Bench.StartAsync(_options);
        var frame = TestFrames.Jpeg(1280, 960);
        var overheads = new double[count];
        var totals = new double[count];
        for (var i = -10; i < count; i++) // the first ones warm up both sides
        {
            var request =
                i % 2 == 0
                    ? TestRequest.Json(
                        bench.Agent.RequestTopic,
                        """{"prompt":"Which value is highest?","sensors":{"boiler":61.5,"flow":3}}"""
                    )
                    : TestRequest.Jpeg(bench.Agent.RequestTopic, frame, "Read the meter.");
            bench.Client.Forget();
            var clock = Stopwatch.StartNew();
            var reply = await bench.Client.AskAsync(request);
            var roundTrip = clock.Elapsed.TotalMilliseconds;
            if (i < 0)
                continue;
            totals[i] = roundTrip;
            overheads[i] = roundTrip - Stages(reply.Json);
        }

        return new ServiceLoad(
            totals,
            overheads,
            ResidentBytes(bench.Agent.ProcessId),
            PeakBytes(bench.Agent.ProcessId)
        );
    }

    /// <summary>The work of the model in milliseconds; waiting in the queue counts as overhead.</summary>
    public static double Stages(JsonElement reply)
    {
        var timings = reply.GetProperty("timings_ms");
        double Of(string stage) => timings.GetProperty(stage).GetDouble();
        var further = reply.GetProperty("tokens").GetProperty("output").GetInt32() - 1;
        return Of("image") + Of("vision") + Of("encoder") + Of("first_token") + (Of("per_token") * further);
    }

    private static long ResidentBytes(int process) => StatusKilobytes(process, "VmRSS:") * 1024;

    private static long PeakBytes(int process) => StatusKilobytes(process, "VmHWM:") * 1024;

    private static long StatusKilobytes(int process, string field)
    {
        var line = File.ReadLines($"/proc/{process}/status").First(l => l.StartsWith(field, StringComparison.Ordinal));
        return long.Parse(
            line[field.Length..].Replace("kB", "", StringComparison.Ordinal),
            CultureInfo.InvariantCulture
        );
    }
}

/// <param name="RoundTrips">Milliseconds from publishing a request to receiving its reply.</param>
/// <param name="Overheads">The same without the model's work.</param>
/// <param name="ResidentBytes">Resident memory of the agent after the last reply.</param>
/// <param name="PeakBytes">Largest resident memory of the agent.</param>
internal sealed record ServiceLoad(double[] RoundTrips, double[] Overheads, long ResidentBytes, long PeakBytes);
