using Microsoft.Extensions.Logging;
using Siskin.Agent.Configuration;
using Siskin.Agent.Service;
using Siskin.Agent.Tests.Harness;

namespace Siskin.Agent.Tests.Service;

public sealed class ConfigReloadTests : IDisposable
{
    private const string Bundle = "[bundle]\npath = \"b\"\n";

    private readonly ScratchFolder _folder = new();
    private readonly RecordingLogs _logs = new();
    private readonly List<AgentConfig> _applied = [];

    private string File => _folder.File("siskin.toml");

    public void Dispose()
    {
        _folder.Dispose();
        _logs.Dispose();
    }

    [Fact]
    public async Task A_change_is_applied_and_logged()
    {
        using var reload = Running(Bundle);

        await SayAsync(reload, Bundle + "[log]\nlevel = \"debug\"\n[limits]\ndeadline_ms = 100");

        Assert.Equal(LogLevel.Debug, Assert.Single(_applied).Log.Level);
        Assert.Equal(
            "Information 10 Read the configuration again; in effect now: [limits] deadline_ms, [log] level. ",
            Assert.Single(_logs.Lines)
        );
    }

    [Fact]
    public async Task A_file_with_mistakes_changes_nothing_and_each_is_logged()
    {
        using var reload = Running(Bundle);

        await SayAsync(reload, Bundle + "[log]\nlevel = \"loud\"\ncolour = 1\n[limits]\ndeadline_ms = 100");

        Assert.Empty(_applied);
        Assert.Equal(2, _logs.Lines.Count);
        Assert.All(_logs.Lines, line => Assert.StartsWith("Error 12 ", line, StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_file_that_the_parser_gives_up_on_changes_nothing_and_the_next_one_counts()
    {
        using var reload = Running(Bundle);

        await SayAsync(reload, Bundle + "[agent]\npools = " + new string('[', 65) + new string(']', 65));
        Assert.Empty(_applied);
        Assert.Contains("nested more than 64 deep", Assert.Single(_logs.Lines), StringComparison.Ordinal);

        await SayAsync(reload, Bundle + "[log]\nlevel = \"debug\"");
        Assert.Single(_applied);
    }

    [Fact]
    public async Task A_file_of_the_folder_is_read_at_a_reload()
    {
        using var reload = Running(Bundle);
        Directory.CreateDirectory(_folder.File("conf.d"));
        await System.IO.File.WriteAllTextAsync(_folder.File("conf.d/1.toml"), "[log]\nlevel = \"debug\"");

        await reload.ReloadAsync();

        Assert.Equal(LogLevel.Debug, Assert.Single(_applied).Log.Level);
    }

    [Fact]
    public async Task A_signal_that_comes_during_the_start_is_obeyed_after_it()
    {
        System.IO.File.WriteAllText(File, Bundle);
        var (ready, applied) = (new TaskCompletionSource(), new TaskCompletionSource());
        using var reload = new ConfigReload(
            File,
            ConfigReader.Read(File),
            _ =>
            {
                applied.SetResult();
                return Task.CompletedTask;
            },
            null,
            TimeProvider.System,
            new Logger<ConfigReload>(_logs),
            () => ready.Task
        );
        System.IO.File.WriteAllText(File, Bundle + "[log]\nlevel = \"debug\"");
        await reload.StartAsync(default);

        reload.Ask();
        Assert.False(applied.Task.IsCompleted);
        ready.SetResult();

        await applied.Task.PatientlyAsync();
        await reload.StopAsync(default);
    }

    [Fact]
    public async Task A_file_that_is_gone_changes_nothing()
    {
        using var reload = Running(Bundle);
        System.IO.File.Delete(File);

        await reload.ReloadAsync();

        Assert.Empty(_applied);
        Assert.Contains("cannot be read", Assert.Single(_logs.Lines), StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_needs_a_restart_is_logged_and_left()
    {
        using var reload = Running(Bundle);

        await SayAsync(reload, Bundle + "[agent]\ndevice = \"other\"");

        Assert.Empty(_applied);
        Assert.Contains("Warning 11 Changed in the configuration, but needs a restart: [agent] device. ", _logs.Lines);
    }

    [Fact]
    public async Task After_a_mistake_the_next_file_is_held_against_what_is_in_effect()
    {
        using var reload = Running(Bundle + "[log]\nlevel = \"error\"");
        await SayAsync(reload, "nonsense");

        await SayAsync(reload, Bundle);

        Assert.Equal(LogLevel.Information, Assert.Single(_applied).Log.Level);
    }

    private async Task SayAsync(ConfigReload reload, string text)
    {
        await System.IO.File.WriteAllTextAsync(File, text);
        await reload.ReloadAsync();
    }

    private ConfigReload Running(string text)
    {
        System.IO.File.WriteAllText(File, text);
        return new ConfigReload(
            File,
            ConfigReader.Read(File),
            config =>
            {
                _applied.Add(config);
                return Task.CompletedTask;
            },
            null,
            TimeProvider.System,
            new Logger<ConfigReload>(_logs)
        );
    }
}
