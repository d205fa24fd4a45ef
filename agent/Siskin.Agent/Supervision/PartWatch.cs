using Microsoft.Extensions.Hosting;

namespace Siskin.Agent.Supervision;

/// <summary>
/// Fails when a loop of the agent has failed, which ends the process: one without telemetry or without checks of its
/// NPU would go on looking well.
/// </summary>
/// <param name="failure">A task that never completes but by such a failure.</param>
internal sealed class PartWatch(Func<Task> failure) : BackgroundService
{
    protected override Task ExecuteAsync(CancellationToken stoppingToken) => failure().WaitAsync(stoppingToken);
}
