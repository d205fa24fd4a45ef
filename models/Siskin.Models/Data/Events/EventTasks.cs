namespace Siskin.Models.Data.Events;

/// <summary>The task that is answered from an event log.</summary>
internal static class EventTasks
{
    /// <summary>An event log in one line: errors and warnings counted, then the last of the worse kind.</summary>
    public static ModelTask Events { get; } =
        new SensorTextTask(
            "events",
            "Summarize the events.",
            options => new EventSynthesizer(options with { NamePieces = [] }).Next
        )
        {
            HeldOut = HeldOutVariant.NamesAndLayouts,
        };
}
