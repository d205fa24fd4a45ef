using System.Globalization;
using System.Text;
using System.Text.Json;
using Microsoft.Extensions.Time.Testing;
using Siskin.Agent.Configuration;
using Siskin.Agent.Models;
using Siskin.Agent.Sensors;
using Siskin.Agent.Supervision;
using Siskin.Agent.Watches;
using Siskin.Agent.Wire;
using Siskin.Runtime;
using Siskin.Runtime.Inference;

namespace Siskin.Agent.Tests.Harness;

/// <summary>Watches with a scripted model and a clock of the test, run step by step on the test's thread.</summary>
internal sealed class WatchBench : IDisposable
{
    private readonly List<OutgoingMessage> _published = [];

    /// <param name="watches">The [[watch]] tables and whatever else the configuration needs.</param>
    /// <param name="root">Where local sensors are looked for.</param>
    /// <param name="folder">Where states are kept; null: nowhere.</param>
    public WatchBench(string watches, string root = "/nowhere", string? folder = null)
    {
        var config = Config(watches);
        Shared = new SharedModel(Model);
        Worker = new WatchWorker(
            config.Watches,
            new TopicLayout("siskin", "bench"),
            new WatchSurroundings(
                Shared,
                () => Busy,
                new LocalSensors(root),
                config.Limits,
                new WatchStore(folder, Logs),
                _published.Add,
                Counts,
                new Pulse("watches", Time),
                Time,
                Logs
            )
        );
    }

    public FakeTimeProvider Time { get; } = new(new DateTimeOffset(2026, 3, 1, 12, 0, 0, TimeSpan.Zero));

    public ScriptedModel Model { get; } = new();

    public SharedModel Shared { get; }

    public WatchWorker Worker { get; }

    public WatchCounts Counts { get; } = new();

    public RecordingLogs Logs { get; } = new();

    public bool Busy { get; set; }

    /// <summary>What was published, oldest first.</summary>
    public IReadOnlyList<JsonElement> States => [.. _published.Select(m => JsonDocument.Parse(m.Payload).RootElement)];

    public JsonElement State => States[^1];

    public IReadOnlyList<OutgoingMessage> Published => _published;

    public static AgentConfig Config(string watches)
    {
        var result = ConfigReader.Parse(
            "test.toml",
            $"[agent]\ndevice = \"bench\"\n[bundle]\npath = \"unused\"\n{watches}"
        );
        return result.Config ?? throw new InvalidOperationException(string.Join('\n', result.Errors));
    }

    /// <summary>Lets the model read <paramref name="text"/> from now on.</summary>
    public void Reads(string text, double confidence = 0.95) =>
        Model.Script = (_, _, _) =>
            ResponderResult.From(ScriptedModel.Answering(text) with { Confidence = confidence });

    public void Refuses(int code, string message) =>
        Model.Script = (_, _, _) => ResponderResult.From(new Rejection(code, message));

    public void Send(string topic, string payload, bool retained = false) =>
        Send(topic, Encoding.UTF8.GetBytes(payload), retained);

    public void Send(string topic, byte[] payload, bool retained = false) =>
        Worker.Accept(new IncomingMessage(topic, payload, null, null, null, [], null, false, retained));

    /// <summary>Lets time pass and does what is due then.</summary>
    public TimeSpan Pass(double seconds)
    {
        Time.Advance(TimeSpan.FromSeconds(seconds));
        return Worker.RunDue();
    }

    /// <summary>One reading of the number watch "w" an hour later, whose camera sends to "cam".</summary>
    public JsonElement ReadsAfter(double hours, decimal number, double confidence = 0.95)
    {
        Reads(number.ToString(CultureInfo.InvariantCulture), confidence);
        Time.Advance(TimeSpan.FromHours(hours));
        Send("cam", [0xFF, 0xD8, 0xFF, 1]);
        Worker.RunDue();
        return State;
    }

    public void Dispose() => Worker.Dispose();
}
