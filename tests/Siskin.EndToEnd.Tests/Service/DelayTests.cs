using System.Diagnostics;
using Siskin.EndToEnd.Tests.Harness;

namespace Siskin.EndToEnd.Tests.Service;

/// <summary>
/// Mosquitto as Debian installs it sends a small packet only when the one before is acknowledged, for which a client
/// may take 40 ms: then every single request takes as long, however idle the machine.
/// </summary>
public sealed class DelayTests
{
    private const int WarmUp = 30; // Linux acknowledges the first packets of a connection at once
    private static readonly TimeSpan Delay = TimeSpan.FromMilliseconds(30);

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task The_agent_keeps_no_packet_of_the_broker_waiting(bool encrypted)
    {
        using var folder = new ScratchFolder();
        var options = encrypted ? new MosquittoOptions { Certificates = TestCertificates.Create(folder) } : null;
        await using var bench = await Bench.StartAsync(brokerOptions: options);
        var request = TestRequest.Text(bench.Agent.RequestTopic, "Which sensor is highest?") with { AtMostOnce = true };
        var shortest = TimeSpan.MaxValue;
        for (var i = 0; i < WarmUp + 10; i++)
        {
            var clock = Stopwatch.StartNew();
            await bench.Client.AskAsync(request);
            if (i >= WarmUp && clock.Elapsed < shortest)
                shortest = clock.Elapsed;
        }

        Assert.True(shortest < Delay, $"not one reply came in less than {shortest.TotalMilliseconds:F1} ms.");
    }
}
