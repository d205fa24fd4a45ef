using System.Text.Json;
using Microsoft.Extensions.Logging;
using Siskin.Agent.Configuration;
using Siskin.Agent.Mqtt;
using Siskin.Agent.Telemetry;
using Siskin.Agent.Wire;
using Siskin.Agent.Work;

namespace Siskin.Agent;

/// <summary>The whole agent, put together: broker connection, request path, model, telemetry.</summary>
internal sealed class SiskinAgent : IAsyncDisposable
{
    private const int MostDroppable = 256;

    private static readonly TimeSpan Farewell = TimeSpan.FromSeconds(3);

    private readonly AgentConfig _config;
    private readonly TopicLayout _topics;
    private readonly ILoggerFactory _logs;
    private readonly Outbox _outbox = new(MostDroppable);
    private readonly AgentMetrics _metrics;
    private readonly RequestQueue _queue;
    private readonly Ledger _ledger;
    private readonly InferenceWorker _worker;
    private readonly MqttConnection _connection;
    private readonly TelemetryReporter _telemetry;
    private readonly CancellationTokenSource _stopping = new();
    private readonly TimeProvider _time;
    private EmbeddedBroker? _broker;
    private Task _reporting = Task.CompletedTask;

    /// <param name="config">Configuration.</param>
    /// <param name="model">The loaded model; stays the caller's.</param>
    /// <param name="random">Varies the waiting times between connection attempts.</param>
    /// <param name="time">Clock.</param>
    /// <param name="logs">Logs.</param>
    public SiskinAgent(AgentConfig config, IModel model, Random random, TimeProvider time, ILoggerFactory logs)
    {
        (_config, _time, _logs) = (config, time, logs);
        _topics = new TopicLayout(config.Agent.Root, config.Agent.Device);
        _metrics = new AgentMetrics(config.Telemetry.Window, time);
        _queue = new RequestQueue(config.Limits.QueueCount, config.Limits.QueueBytes);
        _ledger = new Ledger(
            config.State, config.Limits.RememberedReplies, config.Limits.RememberedBytes, _outbox.Add,
            () => _outbox.Add(Info(model.Card)), time, logs.CreateLogger<Ledger>());
        _worker = new InferenceWorker(
            model, _queue, _ledger, _metrics, _outbox.Add, config.Limits.MaxTokens, time,
                logs.CreateLogger<InferenceWorker>());
        _connection = Connect(model.Card, Intake(), random);
        _telemetry = new TelemetryReporter(
            _topics.Telemetry,
            config.Telemetry.Interval,
            _metrics,
            _queue,
            () => new TelemetryLink(_connection.Connects, _outbox.Count, _outbox.Dropped),
            _ledger,
            ProcessProbe.OfThisProcess(time),
            _outbox.Add,
            time);
    }

    /// <summary>Completes when the device was announced online for the first time.</summary>
    public Task Online => _connection.Online;

    /// <summary>Requests that wait, are worked on, or whose reply is not yet delivered.</summary>
    public int Pending => _queue.Count;

    /// <summary>The account of requests and replies.</summary>
    public Ledger Ledger => _ledger;

    /// <summary>Starts the embedded broker, if any, the worker and the connection; opens the ledger.</summary>
    /// <exception cref="System.Net.Sockets.SocketException">The embedded broker's port is not free.</exception>
    public async Task StartAsync()
    {
        if (_config.Broker.Embedded is { } embedded)
            _broker = await EmbeddedBroker.StartAsync(_config.Broker, embedded, _logs.CreateLogger<EmbeddedBroker>());
        _ledger.Open();
        _worker.Start();
        _connection.Start();
        _reporting = _telemetry.RunAsync(_stopping.Token);
    }

    /// <summary>
    /// Finishes the running request within <paramref name="grace"/>, delivers what is answered, hands the rest back
    /// to the
    /// broker, announces the stop and disconnects.
    /// </summary>
    public async Task StopAsync(TimeSpan grace)
    {
        await _stopping.CancelAsync();
        // What comes from now on stays with the broker, or is answered 503 where the broker ends with us.
        if (_broker is null)
            _connection.StopReceiving();
        HandBack(await _worker.StopAsync(grace));
        await Task.WhenAny(_outbox.WhenEmpty(), Task.Delay(Farewell, _time));
        await _connection.StopAsync(Status("stopped"), Farewell);
        await _reporting;
    }

    public async ValueTask DisposeAsync()
    {
        await _connection.DisposeAsync();
        _worker.Dispose();
        _ledger.Dispose();
        if (_broker is not null)
            await _broker.DisposeAsync();
        _stopping.Dispose();
    }

    private RequestIntake Intake()
    {
        var limits = _config.Limits;
        return new RequestIntake(
            new RequestReader(
                new RequestLimits(limits.PayloadBytes, limits.ImageBytes, limits.PromptChars, limits.SensorChars)),
            new ReplyPolicy(_topics, _config.Replies.Topics),
            _queue,
            _ledger,
            _metrics,
            _outbox.Add,
            limits.Deadline,
            _config.State.Retention,
            _time,
            _logs.CreateLogger<RequestIntake>());
    }

    private MqttConnection Connect(ModelCard card, RequestIntake intake, Random random) => new(
        _config.Broker,
        new MqttSubscriptions(
            _topics, _config.Agent.Pools, sharing: _config.Broker.Embedded is null,
                _logs.CreateLogger<MqttSubscriptions>()),
        _outbox,
        () => [Info(card), Status("online")],
        Status("offline"),
        // Twice the limit still arrives and is refused with 413; the broker itself drops what is larger.
        (int)Math.Min(int.MaxValue, (2L * _config.Limits.PayloadBytes) + 65_536),
        intake.Accept,
        new Backoff(TimeSpan.FromMilliseconds(500), TimeSpan.FromSeconds(60), random),
        _time,
        _logs.CreateLogger<MqttConnection>());

    private OutgoingMessage Status(string status) =>
        new(_topics.Status, System.Text.Encoding.UTF8.GetBytes(status)) { ContentType = "text/plain", Retain = true };

    private OutgoingMessage Info(ModelCard card)
    {
        var info = AgentInfo.Describe(_config, card, _ledger);
        return new OutgoingMessage(_topics.Info,
            JsonSerializer.SerializeToUtf8Bytes(info, WireJson.Default.InfoMessage))
        {
            ContentType = OutgoingMessage.Json,
            Retain = true,
        };
    }

    /// <summary>
    /// Leaves requests unacknowledged, for the broker to deliver again; an embedded broker ends with us, so they get
    /// 503.
    /// </summary>
    private void HandBack(IReadOnlyList<Exchange> left)
    {
        if (left.Count == 0)
            return;
        if (_broker is null)
        {
            _logs.CreateLogger<SiskinAgent>().HandedBack(left.Count);
            return;
        }
        foreach (var exchange in left)
        {
            _metrics.Rejected(RequestQueue.Stopping.Code);
            _outbox.Add(ReplyWriter.Error(exchange.Address, exchange.Request.Id, RequestQueue.Stopping));
        }
    }
}
