using System.Text.Json;
using Siskin.EndToEnd.Tests.Harness;

namespace Siskin.EndToEnd.Tests.Service;

/// <summary>Bundle updates of the published binary, with real files, signatures, servers and brokers.</summary>
public sealed class UpdateTests : IAsyncLifetime, IDisposable
{
    private readonly ScratchFolder _folder = new();
    private BundleHost _host = null!;

    public async Task InitializeAsync() => _host = await BundleHost.StartAsync(_folder);

    public Task DisposeAsync() => Task.CompletedTask;

    public void Dispose()
    {
        _host?.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public async Task Another_bundle_answers_without_a_restart_and_no_request_is_lost()
    {
        await using var bench = await Bench.StartAsync(Options());
        var process = bench.Agent.ProcessId;
        var models = new List<string>();

        await OfferAsync(bench, _host.Offer());
        while (!bench.Client.Messages.Any(message => IsState(bench, message, "installed", "failed")))
            models.Add(await AskAsync(bench));
        var state = await StateAsync(bench, "installed");
        models.Add(await AskAsync(bench));

        Assert.Equal("0.0.2", state.GetProperty("installed_version").GetString());
        Assert.Equal("random 0.0.2", models[^1]);
        Assert.Equal(models.Order(StringComparer.Ordinal), models); // none by the old one after the new one
        Assert.Equal(process, bench.Agent.ProcessId);

        await bench.Client.PublishAsync(UpdateTopic(bench, "command"), "rollback"u8.ToArray());
        await StateAsync(bench, "rolled_back");
        Assert.Equal("random 0.0.1", await AskAsync(bench));
    }

    [Fact]
    public async Task A_process_that_is_killed_in_the_middle_of_the_download_goes_on_where_it_was()
    {
        _host.CutAfter = 3_000;
        await using var bench = await Bench.StartAsync(Options());
        await OfferAsync(bench, _host.Offer());
        await bench.Agent.WaitForLogAsync("The download of the bundle goes on in");
        await UntilSomethingCameAsync();

        bench.Client.Forget();
        _host.CutAfter = 0;
        await bench.Agent.KillAndRestartAsync();
        await bench.OnlineAsync();

        await StateAsync(bench, "installed");
        Assert.True(_host.Resumed > 0);
        Assert.Equal("random 0.0.2", await AskAsync(bench));

        bench.Client.Forget();
        await bench.Agent.KillAndRestartAsync(); // the new one is what it starts with
        await bench.OnlineAsync();
        Assert.Equal("random 0.0.2", await AskAsync(bench));
    }

    [Fact]
    public async Task A_forged_offer_is_refused_and_nothing_is_downloaded()
    {
        await using var bench = await Bench.StartAsync(Options());

        await OfferAsync(bench, _host.Offer(more: "# one more line\n"));

        var state = await StateAsync(bench, "failed");
        Assert.Contains(
            "the signature is none of this bundle.toml",
            state.GetProperty("reason").GetString(),
            StringComparison.Ordinal
        );
        Assert.Equal(0, _host.Served);
        Assert.Equal("random 0.0.1", await AskAsync(bench));
    }

    [Fact]
    public async Task A_broker_that_goes_in_between_finds_the_update_done_when_it_is_back()
    {
        _host.Silent = true;
        await using var bench = await Bench.StartAsync(Options("stall_s = 1"));
        await OfferAsync(bench, _host.Offer());
        await bench.Agent.WaitForLogAsync("The download of the bundle goes on in");
        await bench.Broker.StopAsync();
        _host.Silent = false;
        await bench.Agent.WaitForLogAsync("has passed its probation");

        await bench.Broker.StartAsync();

        await using var client = await TestClient.ConnectAsync(bench.Broker);
        await client.WaitAsync(message => IsState(bench, message, "installed"), "the state of the update, retained");
    }

    [SmallDiskFact]
    public async Task A_disk_that_fills_during_the_download_is_named_and_the_same_offer_works_once_there_is_room()
    {
        await using var disk = await SmallDisk.MountAsync(megabytes: 24); // 16 of them stay free
        _host.Silent = true;
        await using var bench = await Bench.StartAsync(
            Options("stall_s = 1") with
            {
                Command = [.. disk.Prefix, Checkout.Binary],
                State = $"folder = \"{disk.Path}\"",
            }
        );
        await OfferAsync(bench, _host.Offer());
        await bench.Agent.WaitForLogAsync("The download of the bundle goes on in");
        disk.Fill();
        _host.Silent = false;

        var state = await StateAsync(bench, "failed");
        Assert.StartsWith(
            "The disk does not take the bundle: No space left on device",
            state.GetProperty("reason").GetString(),
            StringComparison.Ordinal
        );
        Assert.Equal("random 0.0.1", await AskAsync(bench));

        disk.Empty();
        bench.Client.Forget();
        await OfferAsync(bench, _host.Offer());
        await StateAsync(bench, "installed");
        Assert.Equal("random 0.0.2", await AskAsync(bench));
    }

    // A connection that is cut may take along what was on its way.
    private async Task UntilSomethingCameAsync()
    {
        var bundles = Path.Combine(_folder.File("state"), "bundles");
        for (var deadline = DateTime.UtcNow + ChildProcess.Patience; DateTime.UtcNow < deadline; await Task.Delay(50))
        {
            if (
                new DirectoryInfo(bundles)
                    .EnumerateFiles("*.partial", SearchOption.AllDirectories)
                    .Any(file => file.Length > 0)
            )
                return;
        }
        Assert.Fail($"Nothing came into {bundles}.");
    }

    private AgentOptions Options(string more = "") =>
        new()
        {
            State = $"folder = \"{_folder.File("state")}\"",
            Sections = $"[updates]\nenabled = true\npublic_key_file = \"{_host.PublicKey}\"\nprobation_s = 1\n{more}",
        };

    private static string UpdateTopic(Bench bench, string what) => $"siskin/{bench.Agent.Device}/update/{what}";

    private static Task OfferAsync(Bench bench, byte[] offer) =>
        bench.Client.PublishAsync(UpdateTopic(bench, "offer"), offer);

    private static async Task<string> AskAsync(Bench bench)
    {
        var reply = await bench.Client.AskAsync(TestRequest.Text(bench.Agent.RequestTopic, "Which sensor is highest?"));
        Assert.True(reply.ErrorCode is null, reply.Text);
        return reply.Json.GetProperty("model").GetString()!;
    }

    private static async Task<JsonElement> StateAsync(Bench bench, string phase)
    {
        var message = await bench.Client.WaitAsync(
            message => IsState(bench, message, phase, "failed"),
            $"the update is {phase}\n{bench.Agent.Log}"
        );
        Assert.True(message.Json.GetProperty("phase").GetString() == phase, message.Text);
        return message.Json;
    }

    private static bool IsState(Bench bench, Received message, params string[] phases) =>
        message.Topic == UpdateTopic(bench, "state") && phases.Contains(message.Json.GetProperty("phase").GetString());
}
