using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Siskin.Agent.Commands;
using Siskin.Agent.Supervision;
using Siskin.Agent.Tests.Harness;

namespace Siskin.Agent.Tests.Service;

public sealed class ServiceHostTests : IDisposable
{
    private readonly RecordingLogs _logs = new();

    public void Dispose() => _logs.Dispose();

    [Fact]
    public async Task A_part_that_fails_ends_the_process_with_a_code_that_systemd_restarts()
    {
        var host = Host(new PartWatch(() => Task.FromException(new InvalidOperationException("broken"))));

        Assert.Equal(ExitCode.Failed, await RunCommand.ServeAsync(host));
        Assert.Contains(_logs.Lines, line => line.StartsWith("Critical 14 ", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_stop_that_was_asked_for_is_no_failure()
    {
        var host = Host(new PartWatch(() => new TaskCompletionSource().Task));
        host.Services.GetRequiredService<IHostApplicationLifetime>()
            .ApplicationStarted.Register(host.Services.GetRequiredService<IHostApplicationLifetime>().StopApplication);

        Assert.Equal(ExitCode.Done, await RunCommand.ServeAsync(host));
    }

    private IHost Host(BackgroundService part)
    {
        var builder = Microsoft.Extensions.Hosting.Host.CreateEmptyApplicationBuilder(null);
        builder.Services.AddSingleton<ILoggerFactory>(_logs);
        builder.Services.AddSingleton<IHostedService>(part);
        return builder.Build();
    }
}
