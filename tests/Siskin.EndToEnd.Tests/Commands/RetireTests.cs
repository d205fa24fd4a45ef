using Siskin.EndToEnd.Tests.Harness;

namespace Siskin.EndToEnd.Tests.Commands;

public sealed class RetireTests
{
    [Fact]
    public async Task A_stopped_device_leaves_nothing_at_the_broker()
    {
        await using var bench = await Bench.StartAsync(
            new AgentOptions { Sections = "[home_assistant]\ndiscovery = true\n" }
        );
        string[] retire = ["retire", "--broker", bench.Broker.Url, "--device", bench.Agent.Device];

        var early = (await ChildProcess.RunAsync(Checkout.Binary, retire)).Expect(1);
        Assert.Contains("is online", early.Error, StringComparison.Ordinal);

        bench.Agent.Terminate();
        await bench.Agent.WaitForExitAsync();
        var left = await RetainedAsync(bench.Broker);
        Assert.Contains($"siskin/{bench.Agent.Device}/status", left, StringComparison.Ordinal);
        Assert.Contains("homeassistant/device/", left, StringComparison.Ordinal);

        var finished = (await ChildProcess.RunAsync(Checkout.Binary, retire)).Expect(0);

        Assert.Contains($"removed siskin/{bench.Agent.Device}/info", finished.Output, StringComparison.Ordinal);
        Assert.Contains($"ended the session of siskin-{bench.Agent.Device}", finished.Output, StringComparison.Ordinal);
        Assert.Equal("", await RetainedAsync(bench.Broker));
        var again = (
            await ChildProcess.RunAsync(Checkout.Binary, ["retire", "--config", bench.Agent.ConfigurationFile])
        ).Expect(0);
        Assert.Contains("0 retained messages removed", again.Output, StringComparison.Ordinal);
    }

    // Topics of what the broker retains; its own statistics below $SYS are not in '#'.
    private static async Task<string> RetainedAsync(MosquittoServer broker) =>
        (
            await ChildProcess.RunAsync(
                Checkout.Program("mosquitto_sub"),
                [
                    "-p",
                    broker.Port.ToString(System.Globalization.CultureInfo.InvariantCulture),
                    "-t",
                    "#",
                    "--retained-only",
                    "-F",
                    "%t",
                    "-W",
                    "1",
                ]
            )
        ).Output;
}
