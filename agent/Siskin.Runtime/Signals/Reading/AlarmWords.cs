namespace Siskin.Runtime.Signals.Reading;

/// <summary>Words of alarm lists.</summary>
internal static class AlarmWords
{
    /// <summary>Whether a word of an alarm says that it came, or that it went; null where it says neither.</summary>
    public static bool? Came(string state) =>
        state.Split('_', '/')[0].ToLowerInvariant() switch
        {
            "active"
            or "act"
            or "come"
            or "on"
            or "raised"
            or "set"
            or "alm"
            or "in"
            or "i"
            or "asserted"
            or "k"
            or "unack"
            or "1"
            or "true"
            or "incoming"
            or "triggered" => true,
            "cleared"
            or "gone"
            or "off"
            or "rtn"
            or "normal"
            or "reset"
            or "out"
            or "o"
            or "deasserted"
            or "g"
            or "0"
            or "false"
            or "outgoing"
            or "resolved"
            or "clear" => false,
            _ => null,
        };
}
