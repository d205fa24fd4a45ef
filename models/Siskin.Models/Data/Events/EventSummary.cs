namespace Siskin.Models.Data.Events;

/// <summary>
/// The one line that an event log comes to: how many errors and warnings, then source and message of the last event of
/// the worst kind. <c>2 errors, 1 warning; last error: pump2 stalled</c> — <c>1 warning; last warning: ups battery
/// low</c> — <c>no errors, no warnings</c>. A kind that did not occur is not mentioned beside one that did.
/// </summary>
internal static class EventSummary
{
    /// <summary>The summary of events, oldest first.</summary>
    public static string Of(IReadOnlyList<LogEvent> events)
    {
        var errors = events.Count(one => one.Severity == Severity.Error);
        var warnings = events.Count(one => one.Severity == Severity.Warning);
        if (errors + warnings == 0)
            return "no errors, no warnings";
        var worst = errors > 0 ? Severity.Error : Severity.Warning;
        var last = events.Last(one => one.Severity == worst);
        string?[] counted = [Count(errors, "error"), Count(warnings, "warning")];
        var counts = string.Join(", ", counted.OfType<string>());
        return $"{counts}; last {(errors > 0 ? "error" : "warning")}: {last.Source} {last.Message}";
    }

    private static string? Count(int count, string noun) =>
        count switch
        {
            0 => null,
            1 => $"1 {noun}",
            _ => $"{count} {noun}s",
        };
}
