using Microsoft.Extensions.Hosting.Systemd;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Console;
using Microsoft.Extensions.Options;

namespace Siskin.Agent.Service;

/// <summary>
/// One line per event on stderr: with journal priorities under systemd, with the time elsewhere. The least level can
/// change while it runs.
/// </summary>
internal sealed class LogOutput(LogLevel min)
{
    private int _min = (int)min;

    /// <summary>Whether systemd started the process, or something that speaks its notification protocol.</summary>
    public static bool UnderSystemd { get; } =
        SystemdHelpers.IsSystemdService() || !string.IsNullOrEmpty(Environment.GetEnvironmentVariable("NOTIFY_SOCKET"));

    /// <summary>Lowest level that is written.</summary>
    public LogLevel Min
    {
        get => (LogLevel)Volatile.Read(ref _min);
        set => Volatile.Write(ref _min, (int)value);
    }

    /// <summary>Gives logs that write there; who disposes of them waits until all is written.</summary>
    public ILoggerFactory Open()
    {
        var console = new ConsoleLoggerOptions
        {
            LogToStandardErrorThreshold = LogLevel.Trace,
            FormatterName = UnderSystemd ? ConsoleFormatterNames.Systemd : LineFormatter.FormatterName,
        };
        var filter = new LoggerFilterOptions { MinLevel = LogLevel.Trace };
        filter.Rules.Add(
            new LoggerFilterRule(
                null,
                null,
                null,
                (_, category, level) => level >= Min && (level >= LogLevel.Warning || !IsForeign(category))
            )
        );
        // Without formatters it has its own ones, of which one is systemd's.
        ConsoleFormatter[]? formatters = UnderSystemd
            ? null
            : [new LineFormatter(TimeProvider.System, !Console.IsErrorRedirected)];
        return new LoggerFactory([new ConsoleLoggerProvider(new Unchanging(console), formatters)], filter);
    }

    private static bool IsForeign(string? category) =>
        category?.StartsWith("Microsoft", StringComparison.Ordinal) == true;

    private sealed class Unchanging(ConsoleLoggerOptions options) : IOptionsMonitor<ConsoleLoggerOptions>
    {
        public ConsoleLoggerOptions CurrentValue => options;

        public ConsoleLoggerOptions Get(string? name) => options;

        public IDisposable? OnChange(Action<ConsoleLoggerOptions, string?> listener) => null;
    }
}
