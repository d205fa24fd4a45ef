using System.Diagnostics;
using Siskin.EndToEnd.Tests.Harness;

namespace Siskin.Benchmarks;

/// <summary>
/// An agent without any further option, as this binary and as an earlier one: started in turn, so that whatever else
/// the machine does meets all of them.
/// </summary>
/// <param name="sides">Each of them.</param>
internal sealed class StartFigures(IReadOnlyList<StartSide> sides)
{
    private const int Asked = 50;

    /// <summary>Of each side, start by start: milliseconds until a subscriber has seen it online, processor
    /// milliseconds of that, and resident MB then and after 50 questions, every other one with a frame.</summary>
    public async Task<IReadOnlyList<(string Name, StartSample[] Starts)>> StartsAsync(int rounds)
    {
        await using var broker = await MosquittoServer.StartAsync();
        await using var client = await TestClient.ConnectAsync(broker);
        var found = sides.Select(_ => new StartSample[rounds]).ToArray();
        for (var round = -1; round < rounds; round++) // the first one brings the files into the cache
        {
            for (var i = 0; i < sides.Count; i++)
            {
                var side = (i + Math.Max(0, round)) % sides.Count;
                var sample = await StartAsync(broker, client, sides[side]);
                if (round >= 0)
                    found[side][round] = sample;
            }
        }
        return [.. sides.Select((side, i) => (side.Name, found[i]))];
    }

    private static async Task<StartSample> StartAsync(MosquittoServer broker, TestClient client, StartSide side)
    {
        client.Forget();
        var clock = Stopwatch.StartNew();
        await using var agent = AgentProcess.Start(
            broker,
            new AgentOptions
            {
                Bundle = side.Bundle,
                Command = [side.Binary],
                TelemetrySeconds = 0,
                Sections = side.Sections,
            }
        );
        await client.WaitForAsync(agent.StatusTopic, "online");
        var milliseconds = clock.Elapsed.TotalMilliseconds;
        var processor = Figures.ProcessorSeconds(agent.ProcessId) * 1000;
        var first = Figures.ResidentMegabytes(agent.ProcessId);
        var frame = TestFrames.Jpeg(1280, 960);
        for (var i = 0; i < Asked; i++)
        {
            client.Forget();
            await client.AskAsync(
                i % 2 == 0
                    ? TestRequest.Text(agent.RequestTopic, "Which sensor is highest?")
                    : TestRequest.Jpeg(agent.RequestTopic, frame, "Read the meter.")
            );
        }
        var sample = new StartSample(milliseconds, processor, first, Figures.ResidentMegabytes(agent.ProcessId));
        agent.Terminate();
        await agent.WaitForExitAsync();
        return sample;
    }
}

/// <param name="Name">How it is called in the table.</param>
/// <param name="Binary">The agent.</param>
/// <param name="Bundle">Folder of its bundle.</param>
/// <param name="Sections">Further lines of its configuration.</param>
internal sealed record StartSide(string Name, string Binary, string Bundle, string Sections);

/// <param name="Milliseconds">From the start of the process until a subscriber has seen it online.</param>
/// <param name="ProcessorMilliseconds">Processor time of it up to then.</param>
/// <param name="FirstMegabytes">Resident memory then.</param>
/// <param name="LaterMegabytes">Resident memory after the questions.</param>
internal readonly record struct StartSample(
    double Milliseconds,
    double ProcessorMilliseconds,
    double FirstMegabytes,
    double LaterMegabytes
);
