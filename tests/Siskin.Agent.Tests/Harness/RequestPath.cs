using System.Text;
using System.Text.Json;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using Siskin.Agent.Answering;
using Siskin.Agent.Configuration;
using Siskin.Agent.Ledger;
using Siskin.Agent.Models;
using Siskin.Agent.Requests;
using Siskin.Agent.Sensors;
using Siskin.Agent.Supervision;
using Siskin.Agent.Telemetry;
using Siskin.Agent.Wire;

namespace Siskin.Agent.Tests.Harness;

/// <summary>
/// The way of a request from its message to its reply, without a broker: intake, queue, ledger and worker around a
/// scripted model. The test says when a reply is delivered.
/// </summary>
internal sealed class RequestPath : IAsyncDisposable
{
    private readonly ScratchFolder _folder = new();
    private readonly List<OutgoingMessage> _published = [];
    private readonly RequestLedger _ledger;
    private readonly InferenceWorker _worker;
    private readonly RequestIntake _intake;

    public RequestPath(bool onDisk = false, int workers = 1)
    {
        Metrics = new AgentMetrics(TimeSpan.FromMinutes(5), Time);
        _ledger = new RequestLedger(
            new StateSection(
                _folder.Path,
                onDisk ? Durability.Disk : Durability.Memory,
                TimeSpan.FromDays(1),
                FileBytes: 1 << 20
            ),
            maxReplies: 100,
            maxBytes: 100_000,
            Publish,
            () => { },
            Time,
            NullLogger<RequestLedger>.Instance
        );
        _ledger.Open();
        _worker = new InferenceWorker(
            new SharedModel(Model),
            new LocalSensors("/nowhere"),
            Queue,
            _ledger,
            Metrics,
            Publish,
            maxTokens: null,
            new Pulses(Time).Add("inference", workers),
            Time,
            NullLogger<InferenceWorker>.Instance
        );
        _intake = new RequestIntake(
            new RequestLimits(10_000, 10_000, 1_000, 1_000),
            new TopicLayout("siskin", "bench") { ReplyTopics = ["siskin/reply/#"] },
            TimeSpan.FromMinutes(10),
            TimeSpan.FromDays(1),
            Queue,
            _ledger,
            Metrics,
            Publish,
            Time,
            NullLogger<RequestIntake>.Instance
        );
        _worker.Start();
    }

    public FakeTimeProvider Time { get; } = new();

    public ScriptedModel Model { get; } = new();

    public RequestQueue Queue { get; } = new(10, 100_000);

    public AgentMetrics Metrics { get; }

    /// <summary>Replies, pieces and errors that were published so far.</summary>
    public IReadOnlyList<OutgoingMessage> Published
    {
        get
        {
            lock (_published)
                return [.. _published];
        }
    }

    /// <summary>A request; without correlation data when that is null.</summary>
    public static IncomingMessage Request(string prompt, string? correlation = "c", bool stream = false) =>
        new(
            TestAgent.Request,
            Encoding.UTF8.GetBytes($$"""{"id":"r","prompt":"{{prompt}}","stream":{{(stream ? "true" : "false")}}}"""),
            OutgoingMessage.Json,
            "siskin/reply/me",
            correlation is null ? null : Encoding.UTF8.GetBytes(correlation),
            [],
            null,
            Redelivered: false,
            Retained: false
        );

    /// <summary>Lets a message come; what is returned knows how often it was acknowledged.</summary>
    public Delivery Accept(IncomingMessage message)
    {
        var delivery = new Delivery();
        _intake.Accept(message with { Acknowledge = delivery.Acknowledge });
        return delivery;
    }

    /// <summary>Waits for a message to be published; it is under way then.</summary>
    public async Task<OutgoingMessage> PublishedAsync(int index)
    {
        await Wait.UntilAsync(() => Published.Count > index, $"message {index} was published");
        return Published[index];
    }

    /// <summary>Waits for a message to be published, and says that the broker took it over.</summary>
    public async Task<JsonElement> DeliveredAsync(int index)
    {
        var message = await PublishedAsync(index);
        message.Settled?.Invoke();
        return JsonDocument.Parse(message.Payload).RootElement;
    }

    /// <summary>Stops; tells the correlation data of what is handed back to the broker.</summary>
    public async Task<string[]> StopAsync(TimeSpan grace) =>
        [
            .. (await _worker.StopAsync(grace)).Select(request =>
                Encoding.UTF8.GetString(request.Envelope.CorrelationData!)
            ),
        ];

    public async ValueTask DisposeAsync()
    {
        await _worker.StopAsync(TimeSpan.Zero);
        _worker.Dispose();
        _ledger.Dispose();
        _folder.Dispose();
    }

    private void Publish(OutgoingMessage message)
    {
        lock (_published)
            _published.Add(message);
    }

    /// <summary>One message as the broker sent it.</summary>
    internal sealed class Delivery
    {
        private int _acknowledged;

        public int Acknowledged => Volatile.Read(ref _acknowledged);

        public void Acknowledge() => Interlocked.Increment(ref _acknowledged);
    }
}
