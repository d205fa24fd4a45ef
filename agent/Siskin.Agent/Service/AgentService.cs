using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Siskin.Agent.Configuration;
using Siskin.Agent.Providers;
using Siskin.Agent.Supervision;

namespace Siskin.Agent.Service;

/// <summary>
/// The agent as a hosted service. Its start ends when the device is online, which is when systemd learns that the
/// service is ready; a broker that is absent delays that only for a while, because trying again is the agent's own
/// business.
/// </summary>
internal sealed class AgentService(
    AgentConfig config,
    ServedModel model,
    Pulses pulses,
    TimeProvider time,
    ILoggerFactory logs
) : IHostedService, IAsyncDisposable
{
    /// <summary>Longest time that stopping takes, with some reserve.</summary>
    public static readonly TimeSpan LongestStop = TimeSpan.FromSeconds(30);

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(15);

    private readonly SiskinAgent _agent = new(config, model, Random.Shared, time, logs, pulses);
    private readonly TaskCompletionSource _started = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly ILogger<AgentService> _log = logs.CreateLogger<AgentService>();

    /// <summary>Fails when a loop of the agent does; completes in no other way.</summary>
    public Task Failure => _agent.Failure;

    /// <summary>Completes when the start is over.</summary>
    public Task Started => _started.Task;

    public async Task StartAsync(CancellationToken cancellationToken)
    {
        var started = time.GetTimestamp();
        _log.Starting(
            AgentInfo.Version,
            config.Agent.Device,
            model.Description.Bundle,
            model.Description.Version,
            model.Description.Variant,
            model.Description.Provider
        );
        await _agent.StartAsync();
        await Task.WhenAny(_agent.Online, Task.Delay(Patience, time, cancellationToken));
        if (_agent.Online.IsCompletedSuccessfully && _agent.RefusedStatus is { } topic)
            _log.NotAnnounced(config.Agent.Device, time.GetElapsedTime(started).TotalMilliseconds, topic);
        else if (_agent.Online.IsCompletedSuccessfully)
            _log.Online(config.Agent.Device, time.GetElapsedTime(started).TotalMilliseconds);
        else
            _log.NotYetOnline();
        _started.TrySetResult();
    }

    /// <summary>Goes over to another configuration while it runs.</summary>
    public Task ApplyAsync(AgentConfig changed) => _agent.ApplyAsync(changed);

    public async Task StopAsync(CancellationToken cancellationToken)
    {
        _log.Stopping();
        await _agent.StopAsync(Grace);
        _log.Stopped();
    }

    public ValueTask DisposeAsync() => _agent.DisposeAsync();
}
