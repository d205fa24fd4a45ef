using Microsoft.Extensions.Hosting;
using Siskin.Agent.Commands;
using Siskin.Agent.Service;
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
        host.Stop();

        Assert.Equal(ExitCode.Done, await RunCommand.ServeAsync(host));
    }

    [Fact]
    public async Task Parts_are_started_in_their_order_and_stopped_in_the_opposite_one()
    {
        var seen = new List<string>();
        var host = new ServiceHost([new Part("first", seen), new Part("second", seen)], _logs);
        host.Stop();

        Assert.True(await host.RunAsync());
        Assert.Equal(
            ["first starts", "second starts", "second stops", "first stops", "second goes", "first goes"],
            seen
        );
    }

    [Fact]
    public async Task What_a_part_throws_at_the_start_goes_on_and_what_was_made_is_disposed_of()
    {
        var seen = new List<string>();
        var host = new ServiceHost([new Part("first", seen), new Part("second", seen, fails: true)], _logs);

        await Assert.ThrowsAsync<IOException>(host.RunAsync);
        Assert.Equal(["first starts", "second goes", "first goes"], seen);
    }

    private ServiceHost Host(BackgroundService part) => new([part], _logs);

    private sealed class Part(string name, List<string> seen, bool fails = false) : IHostedService, IDisposable
    {
        public Task StartAsync(CancellationToken cancellationToken)
        {
            if (fails)
                throw new IOException("no port");
            seen.Add($"{name} starts");
            return Task.CompletedTask;
        }

        public Task StopAsync(CancellationToken cancellationToken)
        {
            seen.Add($"{name} stops");
            return Task.CompletedTask;
        }

        public void Dispose() => seen.Add($"{name} goes");
    }
}
