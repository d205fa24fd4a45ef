using System.Text.Json;
using Siskin.EndToEnd.Tests.Harness;
using Siskin.StandIn;

namespace Siskin.EndToEnd.Tests.Service;

/// <summary>
/// Bundle updates of the published binary where the stand-in for the NPU's execution provider answers, and how the
/// fleet's view tells of it.
/// </summary>
public sealed class NpuUpdateTests : IAsyncLifetime, IDisposable
{
    private readonly StandInNpu _npu = new();
    private readonly ScratchFolder _folder = new();
    private BundleHost _host = null!;

    public async Task InitializeAsync() => _host = await BundleHost.StartAsync(_folder, bundle: Checkout.TinyNpuBundle);

    public Task DisposeAsync() => Task.CompletedTask;

    public void Dispose()
    {
        _host?.Dispose();
        _folder.Dispose();
        _npu.Dispose();
    }

    [Fact]
    public async Task Another_bundle_comes_onto_the_npu_and_the_one_of_before_comes_back_to_it()
    {
        await using var bench = await Bench.StartAsync(Options(Checkout.TinyNpuBundle));
        await AnsweredByAsync(bench, "random 0.0.1", "qnn");
        var process = bench.Agent.ProcessId;
        bench.Client.Forget();

        await OfferAsync(bench);
        while (!bench.Client.Messages.Any(message => IsState(bench, message, "installed", "failed")))
            await AskAsync(bench); // asserts that it is answered, by whatever answers at present
        await StateAsync(bench, "installed");
        await AnsweredByAsync(bench, "random 0.0.2", "qnn");
        Assert.Contains("\"bundle_version\":\"0.0.2\"", Info(bench).GetRawText(), StringComparison.Ordinal);

        await CommandAsync(bench, "rollback");
        await StateAsync(bench, "rolled_back");
        await AnsweredByAsync(bench, "random 0.0.1", "qnn");
        Assert.Equal(process, bench.Agent.ProcessId);
    }

    [Fact]
    public async Task A_bundle_with_graphs_for_the_npu_brings_a_device_onto_it_and_back_to_the_cpu()
    {
        await using var bench = await Bench.StartAsync(Options(Checkout.TinyBundle));
        await using var fleet = await FleetProcess.StartAsync(bench.Broker);
        await AnsweredByAsync(bench, "random 0.0.1", "cpu");
        await ShownAsync(fleet, "up", "cpu", "0.0.1"); // nothing else was wanted of that bundle
        Assert.Equal(0, _npu.Count("compile"));

        await OfferAsync(bench);
        await StateAsync(bench, "installed");
        await AnsweredByAsync(bench, "random 0.0.2", "qnn");
        Assert.True(_npu.Count("compile") > 0);
        await ShownAsync(fleet, "up", "qnn", "0.0.2");

        await CommandAsync(bench, "rollback");
        await StateAsync(bench, "rolled_back");
        await AnsweredByAsync(bench, "random 0.0.1", "cpu");
        await ShownAsync(fleet, "up", "cpu", "0.0.1"); // nothing else was wanted of that bundle
    }

    [Fact]
    public async Task A_bundle_that_the_npu_does_not_take_is_taken_back_once_the_cpu_had_to_answer_for_it()
    {
        await using var bench = await Bench.StartAsync(Options(Checkout.TinyNpuBundle, probation: 600));
        await using var fleet = await FleetProcess.StartAsync(bench.Broker);
        await AnsweredByAsync(bench, "random 0.0.1", "qnn");
        await ShownAsync(fleet, "up", "qnn", "0.0.1");

        _npu.Set("compile", "fail"); // what is compiled already stays good
        await OfferAsync(bench);
        await StateAsync(bench, "probation");
        await ShownAsync(fleet, "fallback", "cpu", "0.0.2");
        while (!bench.Client.Messages.Any(message => IsState(bench, message, "rolled_back", "failed")))
            await AskAsync(bench);

        var state = await StateAsync(bench, "rolled_back");
        Assert.Contains("in place of the NPU", state.GetProperty("reason").GetString(), StringComparison.Ordinal);
        await AnsweredByAsync(bench, "random 0.0.1", "qnn");
        await ShownAsync(fleet, "up", "qnn", "0.0.1");
    }

    private AgentOptions Options(string bundle, int probation = 1) =>
        new()
        {
            Bundle = bundle,
            TelemetrySeconds = 1,
            State = $"folder = '{_folder.File("state")}'",
            Sections = $"""
                [engine]
                provider = "auto"
                [qnn]
                library = '{_npu.Library}'
                retry_min_s = 1
                retry_max_s = 2
                [updates]
                enabled = true
                public_key_file = '{_host.PublicKey}'
                probation_s = {probation}
                """,
        };

    /// <summary>Waits until the device's row in the fleet's view is so, and its metrics with it.</summary>
    private static async Task ShownAsync(FleetProcess fleet, string state, string provider, string version)
    {
        await fleet.WaitAsync(
            $"/api/fleet?query=state%3D{state}%20and%20provider%3D{provider}%20and%20bundle%3D{version}",
            text => JsonDocument.Parse(text).RootElement.GetProperty("summary").GetProperty("devices").GetInt32() == 1
        );
        var fallback = state == "fallback" ? 1 : 0;
        await fleet.WaitAsync(
            "/metrics",
            text =>
                text.Contains(
                    $"siskin_fleet_device_fallback{{device=\"bench-1\"}} {fallback}\n",
                    StringComparison.Ordinal
                )
        );
    }

    private Task OfferAsync(Bench bench) => bench.Client.PublishAsync(UpdateTopic(bench, "offer"), _host.Offer());

    private static Task CommandAsync(Bench bench, string command) =>
        bench.Client.PublishAsync(UpdateTopic(bench, "command"), System.Text.Encoding.UTF8.GetBytes(command));

    /// <summary>Asks until this model answers on this provider; whoever answers before has to answer well.</summary>
    private static async Task AnsweredByAsync(Bench bench, string model, string provider)
    {
        var last = default(JsonElement);
        for (var deadline = DateTime.UtcNow + ChildProcess.Patience; DateTime.UtcNow < deadline; await Task.Delay(50))
        {
            last = await AskAsync(bench);
            if (last.GetProperty("model").GetString() == model && last.GetProperty("provider").GetString() == provider)
                return;
        }
        Assert.Fail($"{model} does not answer on {provider}; the last answer was {last}\n{bench.Agent.Log}");
    }

    private static async Task<JsonElement> AskAsync(Bench bench)
    {
        var reply = await bench.Client.AskAsync(TestRequest.Text(bench.Agent.RequestTopic, "Which lamps are lit?"));
        Assert.True(reply.ErrorCode is null, reply.Text);
        return reply.Json;
    }

    private static JsonElement Info(Bench bench) =>
        bench.Client.Messages.Last(message => message.Topic == bench.Agent.InfoTopic).Json;

    private static string UpdateTopic(Bench bench, string what) => $"siskin/{bench.Agent.Device}/update/{what}";

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
