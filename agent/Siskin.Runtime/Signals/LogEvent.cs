namespace Siskin.Runtime.Signals;

/// <summary>How bad an event is.</summary>
public enum EventLevel
{
    /// <summary>Not worth a warning.</summary>
    Info,

    /// <summary>A warning.</summary>
    Warning,

    /// <summary>An error, a fault or an alarm.</summary>
    Error,
}

/// <summary>One line of a log.</summary>
/// <param name="Time">When, as printed, or "".</param>
/// <param name="Level">How bad.</param>
/// <param name="Message">Source and message, without time and level.</param>
public sealed record LogEvent(string Time, EventLevel Level, string Message);
