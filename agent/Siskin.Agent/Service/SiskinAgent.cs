using System.Net;
using Microsoft.Extensions.Logging;
using Siskin.Agent.Answering;
using Siskin.Agent.Configuration;
using Siskin.Agent.Ledger;
using Siskin.Agent.Models;
using Siskin.Agent.Mqtt;
using Siskin.Agent.Providers;
using Siskin.Agent.Requests;
using Siskin.Agent.Sensors;
using Siskin.Agent.Supervision;
using Siskin.Agent.Telemetry;
using Siskin.Agent.Telemetry.Export;
using Siskin.Agent.Watches;
using Siskin.Agent.Wire;
using Siskin.Runtime.Vision;

namespace Siskin.Agent.Service;

/// <summary>The whole agent, put together: broker connection, request path, model, telemetry.</summary>
internal sealed class SiskinAgent : IAsyncDisposable
{
    private const int MaxDroppable = 256;

    private static readonly TimeSpan Farewell = TimeSpan.FromSeconds(3);

    private volatile AgentConfig _config;
    private readonly TopicLayout _topics;
    private readonly ILoggerFactory _logs;
    private readonly Outbox _outbox = new(MaxDroppable);
    private readonly DeviceMessages _said;
    private readonly Announcement _info;
    private readonly AgentMetrics _metrics;
    private readonly RequestQueue _queue;
    private readonly RequestLedger _ledger;
    private readonly InferenceWorker _worker;
    private volatile RequestIntake _intake;
    private readonly MqttConnection _connection;
    private readonly TelemetryReporter _telemetry;
    private readonly WatchWorker _watches;
    private readonly SensorPoller _sensors;
    private readonly HomeAssistantDiscovery _discovery;
    private readonly ServedModel _model;
    private readonly CanaryWatch? _canaries;
    private readonly DeviceUpdates? _updates;
    private readonly CancellationTokenSource _stopping = new();
    private readonly TimeProvider _time;
    private readonly TaskCompletionSource _failure = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private CancellationTokenSource _reported = new();
    private EmbeddedBroker? _broker;
    private MetricsExport? _export;
    private Task _reporting = Task.CompletedTask;
    private Task _checking = Task.CompletedTask;

    /// <param name="config">Configuration.</param>
    /// <param name="model">The loaded model; stays the caller's.</param>
    /// <param name="random">Varies the waiting times between connection attempts.</param>
    /// <param name="time">Clock.</param>
    /// <param name="logs">Logs.</param>
    /// <param name="pulses">Takes the signs of life of the agent's loops.</param>
    /// <param name="root">Folder in which <c>sys</c> lies.</param>
    public SiskinAgent(
        AgentConfig config,
        ServedModel model,
        Random random,
        TimeProvider time,
        ILoggerFactory logs,
        Pulses pulses,
        string root = "/"
    )
    {
        (_config, _model, _time, _logs) = (config, model, time, logs);
        Pulses = pulses;
        _topics = TopicsOf(config);
        _metrics = new AgentMetrics(config.Telemetry.Window, time);
        _queue = new RequestQueue(config.Limits.QueueCount, config.Limits.QueueBytes);
        var start = time.GetUtcNow().ToUnixTimeMilliseconds();
        _said = new DeviceMessages(
            _topics,
            start,
            session => AgentInfo.Describe(_config, model.Description, _ledger!, session)
        );
        _info = new Announcement(() => _outbox.Add(_said.Info()));
        _ledger = new RequestLedger(
            config.State,
            config.Limits.RememberedReplies,
            config.Limits.RememberedBytes,
            _outbox.Add,
            _info.Renew,
            time,
            logs.CreateLogger<RequestLedger>()
        );
        _sensors = new SensorPoller(
            config.Sensors.Sensors,
            config.Sensors.Interval,
            root,
            time,
            logs.CreateLogger<SensorPoller>()
        );
        var sensors = new LocalSensors(root, _sensors);
        var shared = new SharedModel(model.Model);
        if (model.Npu is { } npu)
        {
            npu.Changed += _info.Renew;
            _canaries = new CanaryWatch(
                shared,
                () => model.Npu,
                config.Accelerators[npu.Provider].CanaryInterval,
                time
            );
        }
        _worker = new InferenceWorker(
            shared,
            sensors,
            _queue,
            _ledger,
            _metrics,
            _outbox.Add,
            config.Limits.MaxTokens,
            Pulses.Add("inference", model.MostLanes(config.Engine.Options)),
            time,
            logs.CreateLogger<InferenceWorker>()
        )
        {
            FrameLimits = new FrameLimits(config.Limits.Pixels),
        };
        _updates = DeviceUpdates.Of(config, model, shared, _topics, start, _outbox.Add, time, logs);
        var counts = new WatchCounts();
        _watches = new WatchWorker(
            config.Watches,
            _topics,
            new WatchSurroundings(
                shared,
                () => _queue.Count > 0,
                sensors,
                config.Limits,
                StoreOf(config),
                _outbox.Add,
                counts,
                Pulses.Add("watches"),
                time,
                logs.CreateLogger<WatchWorker>()
            )
        );
        _discovery = new HomeAssistantDiscovery(config, _topics, model.Description, AgentInfo.Version, _outbox.Add);
        if (model.Switchable is { } switchable)
        {
            switchable.Changed += _info.Renew;
            switchable.Changed += () => _discovery.Describe(switchable.Description);
        }
        _intake = IntakeOf(config);
        _connection = Connect(random);
        var state = new AgentState(
            () => new TelemetryQueue(_queue.Count, _queue.Bytes, _queue.Peak),
            () => ReportedState.CacheOf(shared.Cache, _metrics, counts),
            () => new TelemetryLink(_connection.Connects, _outbox.Count, _outbox.Dropped, _outbox.SetAside),
            () => _ledger.Telemetry,
            () => ReportedState.ProviderOf(model, _metrics),
            () => counts.Now,
            () => _watches.Readings,
            () => ReportedState.SensorsOf(sensors.Read(_config.Telemetry.Sensors))
        );
        ReportedState.Instrument(_metrics, state, time);
        _telemetry = new TelemetryReporter(
            _topics.Telemetry,
            _metrics,
            state,
            ProcessProbe.OfThisProcess(time),
            _outbox.Add,
            time
        );
    }

    /// <summary>Completes when the device was announced online for the first time.</summary>
    public Task Online => _connection.Online;

    /// <summary>Fails when a loop of the agent does; completes in no other way.</summary>
    public Task Failure => _failure.Task;

    /// <summary>Where the device says that it is online, when the broker did not let it; otherwise null.</summary>
    public string? RefusedStatus => _connection.StatusRefused ? _topics.Status : null;

    /// <summary>Requests that wait, are worked on, or whose reply is not yet delivered.</summary>
    public int Pending => _queue.Count;

    /// <summary>Where Prometheus finds the metrics; null where they are not served.</summary>
    public IPEndPoint? Metrics => _export?.Served;

    /// <summary>Signs of life of the agent's loops.</summary>
    public Pulses Pulses { get; }

    /// <summary>The account of requests and replies.</summary>
    public RequestLedger Ledger => _ledger;

    /// <summary>Starts the embedded broker, if any, the worker and the connection; opens the ledger.</summary>
    /// <exception cref="System.Net.Sockets.SocketException">The embedded broker's port is not free.</exception>
    public async Task StartAsync()
    {
        if (_config.Broker.Embedded is { } embedded)
            _broker = await EmbeddedBroker.StartAsync(_config.Broker, embedded, _logs.CreateLogger<EmbeddedBroker>());
        _ledger.Open();
        _export = ReportedState.Export(_config, _metrics, _time, _logs);
        _sensors.Start();
        _worker.Start();
        _watches.Start(_connection.Online);
        // Before the connection: an offer that the broker keeps would take the place of what was left.
        _updates?.Start();
        _connection.Start();
        _reporting = GuardAsync(_telemetry.RunAsync(_config.Telemetry.Interval, _reported.Token));
        _checking = GuardAsync(_canaries?.RunAsync(_stopping.Token) ?? Task.CompletedTask);
    }

    /// <summary>
    /// Goes over to another configuration, of which <see cref="ConfigChange.Reloadable"/> says what may differ;
    /// requests that wait are answered by what was promised to them.
    /// </summary>
    public async Task ApplyAsync(AgentConfig config)
    {
        var interval = _config.Telemetry.Interval;
        _config = config;
        _intake = IntakeOf(config);
        _worker.MaxTokens = config.Limits.MaxTokens;
        await _watches.ReplaceAsync(config.Watches, config.Limits);
        await _connection.ListenAsync(WatchedInputs.Of(config, _topics, _discovery.Topic));
        _discovery.Apply(config);
        _info.Renew();
        if (config.Telemetry.Interval != interval)
        {
            await EndReportingAsync();
            _reported = new CancellationTokenSource();
            _reporting = GuardAsync(_telemetry.RunAsync(config.Telemetry.Interval, _reported.Token));
        }
    }

    /// <summary>
    /// Finishes the running request within <paramref name="grace"/>, delivers what is answered, hands the rest back to
    /// the broker, announces the stop and disconnects.
    /// </summary>
    public async Task StopAsync(TimeSpan grace)
    {
        await _reported.CancelAsync();
        await _stopping.CancelAsync();
        // What comes from now on stays with the broker, or is answered 503 where the broker ends with us.
        if (_broker is null)
            _connection.StopReceiving();
        await (_updates?.StopAsync() ?? Task.CompletedTask);
        await _watches.StopAsync();
        _sensors.Stop();
        HandBack(await _worker.StopAsync(grace));
        await Task.WhenAny(_outbox.WhenEmpty(), Task.Delay(Farewell, _time));
        await _connection.StopAsync(_said.Status("stopped"), Farewell);
        await _reporting;
        await _checking;
    }

    public async ValueTask DisposeAsync()
    {
        await _connection.DisposeAsync();
        await _watches.StopAsync();
        _watches.Dispose();
        _sensors.Dispose();
        _worker.Dispose();
        _updates?.Dispose();
        _ledger.Dispose();
        if (_export is not null)
            await _export.DisposeAsync();
        _metrics.Dispose();
        if (_broker is not null)
            await _broker.DisposeAsync();
        _reported.Dispose();
        _stopping.Dispose();
    }

    private async Task EndReportingAsync()
    {
        await _reported.CancelAsync();
        await _reporting;
        _reported.Dispose();
    }

    // A loop that fails ends the process by way of Failure; who stops the agent meanwhile need not hear of it.
    private async Task GuardAsync(Task loop)
    {
        try
        {
            await loop;
        }
#pragma warning disable CA1031 // It goes on in Failure.
        catch (Exception e)
#pragma warning restore CA1031
        {
            _failure.TrySetException(e);
        }
    }

    private static TopicLayout TopicsOf(AgentConfig config) =>
        new(config.Agent.Root, config.Agent.Device) { ReplyTopics = config.Replies.Topics };

    private RequestIntake IntakeOf(AgentConfig config) =>
        new(
            config.Limits,
            TopicsOf(config),
            config.Limits.Deadline,
            config.State.Retention,
            _queue,
            _ledger,
            _metrics,
            _outbox.Add,
            _time,
            _logs.CreateLogger<RequestIntake>()
        );

    private MqttConnection Connect(Random random) =>
        new(
            _config.Broker,
            new MqttSubscriptions(
                _topics,
                _config.Agent.Pools,
                sharing: _config.Broker.Embedded is null,
                WatchedInputs.Of(_config, _topics, _discovery.Topic),
                Memory(),
                _time,
                _logs.CreateLogger<MqttSubscriptions>()
            ),
            _outbox,
            () =>
                [
                    _said.Info(),
                    .. _config.HomeAssistant.Discovery ? new[] { _discovery.Message } : [],
                    .. _watches.States,
                    .. _updates is null ? [] : new[] { _updates.Announcement },
                    _said.Status("online"),
                ],
            _said.Status("offline"),
            // Twice the limit still arrives and is refused with 413; the broker itself drops what is larger.
            (int)Math.Min(int.MaxValue, (2L * _config.Limits.PayloadBytes) + 65_536),
            Receive,
            _worker.Warm,
            new Backoff(TimeSpan.FromMilliseconds(500), TimeSpan.FromSeconds(60), random),
            random,
            Pulses.Add("broker connection"),
            _time,
            _logs.CreateLogger<MqttConnection>()
        );

    private WatchStore StoreOf(AgentConfig config) => WatchStore.Of(config.State, _logs.CreateLogger<WatchStore>());

    // Without a state folder of its own the agent writes nothing.
    private SubscriptionMemory Memory() =>
        new(
            _config.State.Durability == Durability.Disk && _config.Broker.Embedded is null
                ? _config.State.Folder
                : null,
            $"{_config.Broker.Host}:{_config.Broker.Port} {_config.Broker.ClientId}",
            _logs.CreateLogger<SubscriptionMemory>()
        );

    private void Receive(IncomingMessage message)
    {
        if (message.Topic == _topics.Request || _topics.TryReadPool(message.Topic, out _))
        {
            _intake.Accept(message);
            return;
        }
        if (message.Stripped)
        {
            message.Acknowledge(); // what is left of it means nothing
            return;
        }
        if (_updates is null || !_updates.Accept(message))
            _watches.Accept(message);
        _discovery.Accept(message);
        message.Acknowledge(); // the latest counts, and it is kept now
    }

    /// <summary>
    /// Leaves requests unacknowledged, for the broker to deliver again; an embedded broker ends with us, so they get
    /// 503.
    /// </summary>
    private void HandBack(IReadOnlyList<Request> left)
    {
        if (left.Count == 0)
            return;
        if (_broker is null)
        {
            _logs.CreateLogger<SiskinAgent>().HandedBack(left.Count);
            return;
        }
        foreach (var request in left)
        {
            _metrics.Rejected(RequestQueue.Stopping.Code);
            _outbox.Add(ReplyWriter.Error(request.Envelope, request.Id, RequestQueue.Stopping));
        }
    }
}
