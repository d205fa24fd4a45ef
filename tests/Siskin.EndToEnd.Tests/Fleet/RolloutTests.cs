using Siskin.EndToEnd.Tests.Harness;

namespace Siskin.EndToEnd.Tests.Fleet;

/// <summary>The published <c>siskin-fleet push</c> and <c>rollback</c> with published agents.</summary>
public sealed class RolloutTests : IDisposable
{
    private const string WrongCanary = "\n[canary]\nprompt = \"Read the counter.\"\ntext = \"none that it gives\"\n";

    private static readonly string[] Devices = ["a", "b", "c"];

    private readonly ScratchFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("--chunks")]
    [InlineData("--serve")]
    public async Task A_bundle_reaches_every_device_and_is_taken_back_and_no_request_is_lost(string way)
    {
        var bundle = await SignedCopy.CreateAsync(_folder, "0.0.2");
        await using var broker = await MosquittoServer.StartAsync();
        await using var client = await TestClient.ConnectAsync(broker);
        await using var agents = await StartAsync(broker, client, bundle);
        using var pushed = new CancellationTokenSource();
        var asking = AskAsync(client, pushed.Token);

        var push = await PushAsync(
            broker,
            bundle,
            way == "--serve" ? [way, $"127.0.0.1:{MosquittoServer.FreePort()}"] : [way]
        );
        await pushed.CancelAsync();
        var models = await asking;

        push.Expect(0);
        Assert.Contains("stage 2 of 2", push.Output, StringComparison.Ordinal);
        Assert.Contains("done: 3 of 3 devices have the bundle, 0 failed.", push.Output, StringComparison.Ordinal);
        Assert.All(models, model => Assert.StartsWith("random 0.0.", model, StringComparison.Ordinal));
        foreach (var device in Devices)
            Assert.Equal("random 0.0.2", await AskAsync(client, device));

        var rollback = await ChildProcess.RunAsync(
            FleetProcess.Binary,
            ["rollback", "--to", "all", "--broker", broker.Url, "--wait-s", "1"]
        );
        rollback.Expect(0);
        foreach (var device in Devices)
            Assert.Equal("random 0.0.1", await AskAsync(client, device));
    }

    [Fact]
    public async Task A_bundle_that_fails_its_canary_stops_after_the_first_group()
    {
        var bundle = await SignedCopy.CreateAsync(_folder, "0.0.2", WrongCanary);
        await using var broker = await MosquittoServer.StartAsync();
        await using var client = await TestClient.ConnectAsync(broker);
        await using var agents = await StartAsync(broker, client, bundle);

        var push = await PushAsync(broker, bundle, ["--chunks"]);

        push.Expect(1);
        Assert.Contains("a: failed: The new bundle fails: the canary", push.Output, StringComparison.Ordinal);
        Assert.Contains("halted: 0 of 3 devices have the bundle, 1 failed.", push.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("b: offered", push.Output, StringComparison.Ordinal);
        foreach (var device in Devices)
            Assert.Equal("random 0.0.1", await AskAsync(client, device));
    }

    private Task<Finished> PushAsync(MosquittoServer broker, SignedCopy bundle, IEnumerable<string> files) =>
        ChildProcess.RunAsync(
            FleetProcess.Binary,
            [
                "push",
                bundle.Folder,
                "--to",
                "all",
                "--broker",
                broker.Url,
                "--stages",
                "1,100%",
                "--wait-s",
                "1",
                "--state",
                _folder.File("push.json"),
                .. files,
            ],
            patience: 3 * ChildProcess.Patience
        );

    private async Task<Agents> StartAsync(MosquittoServer broker, TestClient client, SignedCopy bundle)
    {
        var agents = new Agents();
        foreach (var device in Devices)
            agents.Add(
                AgentProcess.Start(
                    broker,
                    new AgentOptions
                    {
                        Device = device,
                        State = $"folder = \"{_folder.File("state-" + device)}\"",
                        Sections =
                            $"[updates]\nenabled = true\npublic_key_file = \"{bundle.PublicKey}\"\nprobation_s = 1\n",
                    }
                )
            );
        foreach (var device in Devices)
            await client.WaitForAsync($"siskin/{device}/status", "online");
        return agents;
    }

    // Every question is answered, one after the other, whatever happens to the bundle meanwhile.
    private static async Task<List<string>> AskAsync(TestClient client, CancellationToken stop)
    {
        var models = new List<string>();
        while (!stop.IsCancellationRequested)
        {
            foreach (var device in Devices)
                models.Add(await AskAsync(client, device));
        }
        return models;
    }

    private static async Task<string> AskAsync(TestClient client, string device)
    {
        var reply = await client.AskAsync(TestRequest.Text($"siskin/{device}/request", "Which sensor is highest?"));
        Assert.True(reply.ErrorCode is null, reply.Text);
        return reply.Json.GetProperty("model").GetString()!;
    }

    private sealed class Agents : IAsyncDisposable
    {
        private readonly List<AgentProcess> _all = [];

        public void Add(AgentProcess agent) => _all.Add(agent);

        public async ValueTask DisposeAsync()
        {
            foreach (var agent in _all)
                await agent.DisposeAsync();
        }
    }
}
