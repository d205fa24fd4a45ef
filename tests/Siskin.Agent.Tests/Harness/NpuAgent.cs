using System.Runtime.CompilerServices;
using System.Text.Json;
using Siskin.Agent.Providers;
using Siskin.Agent.Service;
using Siskin.Agent.Supervision;
using Siskin.Runtime.Providers;
using Siskin.StandIn;

namespace Siskin.Agent.Tests.Harness;

/// <summary>
/// An agent that serves the tiny bundle from a stand-in NPU, at a broker of its own, and a client that asks it.
/// </summary>
internal sealed class NpuAgent : IAsyncDisposable
{
    public static readonly string Bundle = Path.GetFullPath(
        Path.Combine(Path.GetDirectoryName(ThisFile())!, "../../Fixtures/tiny-npu-bundle")
    );

    /// <summary>How long an answer of the NPU may take: longer than any test.</summary>
    public static readonly TimeSpan LongestAnswer = TimeSpan.FromMinutes(10);

    private readonly TestBroker _broker;
    private readonly ServedModel _model;
    private readonly SiskinAgent _agent;
    private int _asked;

    private readonly RecordingLogs _logs;

    private NpuAgent(TestBroker broker, TestClient client, ServedModel model, SiskinAgent agent, RecordingLogs logs) =>
        (_broker, Client, _model, _agent, _logs) = (broker, client, model, agent, logs);

    public TestClient Client { get; }

    /// <summary>Requests that were accepted and whose replies are not yet delivered.</summary>
    public int Pending => _agent.Pending;

    /// <summary>Starts it.</summary>
    /// <param name="npu">The stand-in.</param>
    /// <param name="provider">Value of [engine] provider.</param>
    /// <param name="more">Further keys of [qnn].</param>
    /// <param name="library">Path of the library, when it is not the stand-in's.</param>
    /// <param name="time">Clock of the model, when it is not the system's.</param>
    public static async Task<NpuAgent> OnlineAsync(
        StandInNpu npu,
        string provider = "auto",
        string more = "",
        string? library = null,
        TimeProvider? time = null
    )
    {
        npu.Set("note_runs", "1");
        // Nothing here is too slow: how long an answer takes is a matter of what else the machine does.
        var logs = new RecordingLogs();
        var broker = await TestBroker.StartedAsync();
        var config = TestAgent.Config(
            broker.Port,
            rest: $"""
            [engine]
            provider = "{provider}"
            [qnn]
            library = '{library ?? npu.Library}'
            longest_answer_ms = {LongestAnswer.TotalMilliseconds}
            retry_min_s = 1
            retry_max_s = 2
            {more}
            [state]
            folder = '{npu.Folder}'
            durability = "memory"
            [telemetry]
            interval_s = 1
            [limits]
            deadline_ms = {LongestAnswer.TotalMilliseconds}
            """
        );
        config = config with { Bundle = config.Bundle with { Path = Bundle } };
        ServedModel? model = null;
        try
        {
            model = ModelLoader.Load(config, time ?? TimeProvider.System, logs);
            var client = await TestClient.ConnectAsync(broker.Port);
            var agent = new SiskinAgent(
                config,
                model,
                new Random(1),
                TimeProvider.System,
                logs,
                new Pulses(TimeProvider.System)
            );
            await agent.StartAsync();
            await agent.Online.PatientlyAsync();
            return new NpuAgent(broker, client, model, agent, logs);
        }
        catch
        {
            model?.Dispose();
            await broker.DisposeAsync();
            ExecutionProviders.Standard.Find("qnn")!.Unload();
            throw;
        }
    }

    /// <summary>Sends a request without waiting for its reply; returns its correlation.</summary>
    public async Task<string> SendAsync(string prompt = "Which lamps are lit?", bool stream = false)
    {
        var correlation = $"r{Interlocked.Increment(ref _asked)}";
        await Client.AskAsync(
            TestAgent.Request,
            $$"""{"id":"{{correlation}}","prompt":"{{prompt}}","stream":{{(stream ? "true" : "false")}}}""",
            correlation
        );
        return correlation;
    }

    /// <summary>Sends a request and waits for its reply.</summary>
    public async Task<JsonElement> AskAsync(string prompt = "Which lamps are lit?") =>
        await Client.ReplyAsync(await SendAsync(prompt));

    /// <summary>Provider of the reply to a request.</summary>
    public async Task<string> ProviderAsync() => (await AskAsync()).GetProperty("provider").GetString()!;

    /// <summary>Provider of the reply to a request, or null when that is an error.</summary>
    public async Task<string?> ProviderOrNullAsync() =>
        (await AskAsync()).TryGetProperty("provider", out var provider) ? provider.GetString() : null;

    /// <summary>Waits until the retained description names a provider; returns the description.</summary>
    public async Task<JsonElement> InfoAsync(string provider)
    {
        await UntilAsync(() => Info is { } info && ProviderOf(info) == provider, $"info names {provider}");
        return Info!.Value;
    }

    /// <summary>Waits until the latest telemetry is as wanted; returns its section about the provider.</summary>
    public async Task<JsonElement> TelemetryAsync(Func<JsonElement, bool> wanted, string what)
    {
        JsonElement section = default;
        await UntilAsync(
            () => Latest("siskin/bench/telemetry") is { } message && wanted(section = message.GetProperty("provider")),
            $"telemetry says {what}"
        );
        return section;
    }

    public async ValueTask DisposeAsync()
    {
        await _agent.StopAsync(TimeSpan.FromSeconds(10));
        await _agent.DisposeAsync();
        _model.Dispose();
        await Client.DisposeAsync();
        await _broker.DisposeAsync();
        ExecutionProviders.Standard.Find("qnn")!.Unload();
    }

    // A wait in vain shows what the agent said.
    private async Task UntilAsync(Func<bool> condition, string what)
    {
        try
        {
            await Wait.UntilAsync(condition, what);
        }
        catch (TimeoutException e)
        {
            throw new TimeoutException($"{e.Message}\n{string.Join('\n', _logs.Lines)}", e);
        }
    }

    private JsonElement? Info => Latest("siskin/bench/info");

    private static string? ProviderOf(JsonElement info) => info.GetProperty("provider").GetString();

    private JsonElement? Latest(string topic) =>
        Client.Messages.LastOrDefault(message => message.Topic == topic) is { } message
            ? TestClient.Json(message)
            : null;

    private static string ThisFile([CallerFilePath] string path = "") => path;
}
