using System.Text.Json;
using Siskin.Agent.Wire;
using Siskin.Runtime.Vision;

namespace Siskin.Agent.Watches;

/// <summary>What came of one reading, before it is published.</summary>
internal sealed record WatchReport
{
    /// <summary>Why the reading does not count, or null.</summary>
    public string? Error { get; init; }

    public string? Raw { get; init; }

    public string? Text { get; init; }

    public double? Confidence { get; init; }

    public decimal? Rate { get; init; }

    /// <summary>The part of the frame that was read, where the model found it.</summary>
    public FrameRegion? Region { get; init; }

    /// <summary>What was read of each part that makes up the value; null where it has none.</summary>
    public IReadOnlyList<PartMessage>? Parts { get; init; }

    /// <summary>When the value stood still for an hour; null where nobody wants to know.</summary>
    public DateTimeOffset? Still { get; init; }

    /// <summary>Whether the value has not stood still for too long; null where nobody wants to know.</summary>
    public bool? Leak { get; init; }

    /// <summary>Whether the camera has shown the same picture for too long; null where nobody wants to know.</summary>
    public bool? Stale { get; init; }

    /// <summary>
    /// Whether there was nothing to read: a silent camera or sensor, which is not the reading's fault.
    /// </summary>
    public bool IsMissing { get; init; }

    /// <summary>Whether it was accepted because enough readings contradict the value before.</summary>
    public bool Resynchronised { get; init; }

    /// <summary>Whether the frame was the one before, which nobody read again.</summary>
    public bool Unchanged { get; init; }

    public static WatchReport Refused(string error) => new() { Error = error };

    public static WatchReport Missing(string error) => new() { Error = error, IsMissing = true };

    /// <summary>What the watch says of it.</summary>
    /// <param name="value">The accepted value.</param>
    /// <param name="accepted">When it was accepted.</param>
    /// <param name="unit">Its unit.</param>
    /// <param name="now">Time of the reading.</param>
    public WatchMessage Describe(JsonElement? value, DateTimeOffset? accepted, string? unit, DateTimeOffset now)
    {
        // A clock that went back makes nothing younger than it is.
        double? age = accepted is { } since ? Math.Max(0, Math.Round((now - since).TotalSeconds, 3)) : null;
        return new WatchMessage(value, Raw, Text, Confidence, Error, Rate, now, unit, accepted, age)
        {
            Region = Region,
            Parts = Parts,
            Still = Still,
            Leak = Leak,
            Stale = Stale,
            Unchanged = Unchanged ? true : null,
        };
    }

    /// <summary>The retained message.</summary>
    public static OutgoingMessage Message(string topic, WatchMessage message) =>
        new(topic, JsonSerializer.SerializeToUtf8Bytes(message, WatchJson.Default.WatchMessage))
        {
            ContentType = OutgoingMessage.Json,
            Retain = true, // who comes later sees the last reading, and when it was
            Droppable = true,
        };
}
