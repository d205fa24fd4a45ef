namespace Siskin.Runtime.Signals.Queries;

/// <summary>Words for on and off.</summary>
internal static class States
{
    private static readonly HashSet<string> On = new(StringComparer.OrdinalIgnoreCase)
    {
        "on",
        "true",
        "yes",
        "open",
        "opened",
        "active",
        "running",
        "run",
        "enabled",
        "alarm",
        "fault",
        "detected",
        "wet",
        "online",
        "connected",
        "closed contact",
        "home",
        "heat",
        "heating",
        "1",
        "locked",
        "lock",
        "occupied",
        "motion",
        "started",
        "reachable",
        "ok",
        "charging",
        "present",
        "triggered",
        "high",
    };

    private static readonly HashSet<string> Off = new(StringComparer.OrdinalIgnoreCase)
    {
        "off",
        "false",
        "no",
        "closed",
        "close",
        "inactive",
        "stopped",
        "stop",
        "disabled",
        "normal",
        "clear",
        "dry",
        "disconnected",
        "not_home",
        "idle",
        "0",
        "unlocked",
        "unlock",
        "standby",
        "not charging",
        "absent",
        "low",
    };

    /// <summary>Whether a value says on; null when it says neither.</summary>
    public static bool? IsOn(SignalValue value) =>
        value.Kind switch
        {
            SignalKind.Boolean => value.Number != 0,
            SignalKind.Number when value.Number is 0 or 1 => value.Number == 1,
            SignalKind.Text when On.Contains(value.Text) => true,
            SignalKind.Text when Off.Contains(value.Text) => false,
            _ => null,
        };
}
