using System.Globalization;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Logging.Console;

namespace Siskin.Agent.Service;

/// <summary>
/// An event as one line: local time, level, category, id, message, and what was thrown. On a terminal the level is
/// coloured.
/// </summary>
/// <param name="time">Clock.</param>
/// <param name="coloured">Whether a terminal shows it.</param>
internal sealed class LineFormatter(TimeProvider time, bool coloured) : ConsoleFormatter(FormatterName)
{
    /// <summary>What the logging library knows it by.</summary>
    public const string FormatterName = "line";

    public override void Write<TState>(
        in LogEntry<TState> logEntry,
        IExternalScopeProvider? scopeProvider,
        TextWriter textWriter
    )
    {
        var message = logEntry.Formatter(logEntry.State, logEntry.Exception);
        textWriter.Write(time.GetLocalNow().ToString("HH:mm:ss.fff ", CultureInfo.InvariantCulture));
        textWriter.Write(LevelOf(logEntry.LogLevel));
        textWriter.Write($": {logEntry.Category}[{logEntry.EventId.Id}] {OneLine(message)}");
        if (logEntry.Exception is { } thrown)
            textWriter.Write($" {OneLine(thrown.ToString())}");
        textWriter.Write(Environment.NewLine);
    }

    private static string OneLine(string text) => text.ReplaceLineEndings(" ");

    private string LevelOf(LogLevel level)
    {
        var (name, colour) = level switch
        {
            LogLevel.Trace => ("trce", 37),
            LogLevel.Debug => ("dbug", 37),
            LogLevel.Information => ("info", 32),
            LogLevel.Warning => ("warn", 33),
            LogLevel.Error => ("fail", 31),
            _ => ("crit", 31),
        };
        return coloured ? $"\e[{colour}m{name}\e[39m" : name;
    }
}
