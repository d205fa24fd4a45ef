using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Hosting.Systemd;
using Microsoft.Extensions.Logging;
using Siskin.Fleet.Devices;
using Siskin.Fleet.History;
using Siskin.Fleet.Mqtt;
using Siskin.Fleet.Web;

namespace Siskin.Fleet.Service;

/// <summary>All of <c>siskin-fleet serve</c>: connection, devices, history and page.</summary>
internal sealed class FleetService : IAsyncDisposable
{
    private static readonly TimeSpan SweepEvery = TimeSpan.FromSeconds(5);
    private const int AskedAtOnce = 200;

    private readonly ServeOptions _options;
    private readonly TimeProvider _time;
    private readonly ILogger _log;
    private readonly BrokerLine _line;
    private readonly HistoryWriter _history;
    private readonly InfoChase _chase = new();
    private readonly WebApplication _web;
    private long _connects;

    public FleetService(ServeOptions options, TimeProvider time, ILoggerFactory logs)
    {
        (_options, _time, _log) = (options, time, logs.CreateLogger<FleetService>());
        Book = new DeviceBook(options.Root, options.Limits, options.Labels, time, logs.CreateLogger<DeviceBook>());
        _history = new HistoryWriter(
            options.DataFolder,
            options.HistoryBytes,
            time,
            logs.CreateLogger<HistoryWriter>()
        );
        Book.Sampled = _history.Take;
        _line = new BrokerLine(
            options.Broker,
            [.. FleetTopics.All(options.Root)],
            Book.Take,
            time,
            logs.CreateLogger<BrokerLine>()
        );
        var sources = new FleetSources(Book, options.Limits, _history, () => _line.Problem, time);
        var setup = new SetupApi(
            new FrameRequests(options.Broker, options.Root, time),
            options.FramesFolder is { } folder ? new WrongReadings(folder, time) : null,
            Book
        );
        _web = new FleetWeb(sources, new AccessGate(options.Token, time), setup).Build(options.Listen);
    }

    /// <summary>The devices.</summary>
    public DeviceBook Book { get; }

    /// <summary>Where the page is once it runs, with the port that the system gave.</summary>
    public string? Address { get; private set; }

    /// <summary>Runs until it is stopped.</summary>
    /// <exception cref="IOException">Somebody else listens at the address.</exception>
    public async Task RunAsync(CancellationToken stop)
    {
        await _web.StartAsync(stop);
        Address = _web.Urls.First();
        _log.Serves(Address, _options.Token is null ? "to this machine alone" : "with a token");
        Systemd?.Notify(ServiceState.Ready);
        using var ended = CancellationTokenSource.CreateLinkedTokenSource(stop);
        Task[] parts = [_line.RunAsync(ended.Token), _history.RunAsync(ended.Token), SweepAsync(ended.Token)];
        await Task.WhenAll(parts.Select(part => GuardAsync(part, ended)));
        // Pages that are open would keep the server for as long as it may take.
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(2), _time);
        await _web.StopAsync(limit.Token);
    }

    public async ValueTask DisposeAsync()
    {
        await _web.DisposeAsync();
        _history.Dispose();
    }

    private static SystemdNotifier? Systemd =>
        string.IsNullOrEmpty(Environment.GetEnvironmentVariable("NOTIFY_SOCKET")) ? null : new SystemdNotifier();

    // A part that fails takes the others along: half of the picture would look like all of it.
    private static async Task GuardAsync(Task part, CancellationTokenSource others)
    {
        try
        {
            await part;
        }
        catch
        {
            await others.CancelAsync();
            throw;
        }
    }

    private async Task SweepAsync(CancellationToken stop)
    {
        using var timer = new PeriodicTimer(SweepEvery, _time);
        try
        {
            while (await timer.WaitForNextTickAsync(stop))
            {
                Book.Sweep();
                await AskAgainAsync(stop);
            }
        }
        catch (OperationCanceledException)
        {
            // It stops.
        }
    }

    // A broker whose queue is shorter than what it retains leaves some out; each is asked for by itself.
    private async Task AskAgainAsync(CancellationToken stop)
    {
        if (_line.Connects != _connects)
            _chase.Reset();
        _connects = _line.Connects;
        foreach (var device in _chase.Next(Book.WithoutInfo(), AskedAtOnce))
        {
            await _line.SubscribeAsync($"{_options.Root}/{device}/info", stop);
            await _line.SubscribeAsync($"{_options.Root}/{device}/status", stop);
        }
    }
}
