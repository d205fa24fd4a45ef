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
public sealed record LogEvent(string Time, EventLevel Level, string Message)
{
    /// <summary>The level as the text prints it, or "".</summary>
    public string Printed { get; init; } = "";

    /// <summary>What it is an event of, such as an alarm's number; "" where the text does not say.</summary>
    public string Key { get; init; } = "";

    /// <summary>Whether an alarm came or went; null where it did neither.</summary>
    public bool? IsActive { get; init; }
}
