using System.Text.Json;
using Siskin.EndToEnd.Tests.Harness;

namespace Siskin.EndToEnd.Tests.Commands;

public sealed class RequestCommandTests
{
    [Fact]
    public async Task A_request_goes_through_the_broker_to_the_device()
    {
        await using var bench = await Bench.StartAsync();

        var finished = (await ChildProcess.RunAsync(Checkout.Binary,
            ["request", "--broker", bench.Broker.Url, "--device", bench.Agent.Device, "--json", "Which value is highest?"])).Expect(0);

        Assert.True(JsonDocument.Parse(finished.Output).RootElement.TryGetProperty("text", out _));
    }

    [Fact]
    public async Task A_request_to_nobody_fails_with_one_sentence()
    {
        await using var broker = await MosquittoServer.StartAsync();

        var finished = await ChildProcess.RunAsync(Checkout.Binary,
            ["request", "--broker", broker.Url, "--device", "nobody", "--timeout", "2", "Anyone?"]);

        Assert.Equal(1, finished.Code);
        Assert.Single(finished.Error.Split('\n', StringSplitOptions.RemoveEmptyEntries));
    }
}
