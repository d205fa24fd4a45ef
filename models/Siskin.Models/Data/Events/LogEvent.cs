namespace Siskin.Models.Data.Events;

/// <summary>How bad an event is.</summary>
internal enum Severity
{
    /// <summary>Nothing to worry about; debug and notice lines too.</summary>
    Info,

    /// <summary>Something to look at.</summary>
    Warning,

    /// <summary>Something failed; critical and fatal lines too.</summary>
    Error,
}

/// <summary>One line of an event log.</summary>
/// <param name="Severity">How bad it is.</param>
/// <param name="Level">The severity as printed: "ERROR", "warn", "E".</param>
/// <param name="Source">The device as printed.</param>
/// <param name="Message">What happened.</param>
/// <param name="Seconds">Time of day in seconds.</param>
internal sealed record LogEvent(Severity Severity, string Level, string Source, string Message, int Seconds);
