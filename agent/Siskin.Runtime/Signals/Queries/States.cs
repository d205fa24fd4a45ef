using System.Text.RegularExpressions;

namespace Siskin.Runtime.Signals.Queries;

/// <summary>Words for states, in pairs of opposites, and whether a signal is in one.</summary>
internal static partial class States
{
    private static readonly HashSet<string> True = Set("true yes 1 on active enabled high");
    private static readonly HashSet<string> False = Set("false no 0 off inactive disabled low");

    // Of each pair the side that a bare "true" means, then its opposite.
    private static readonly (HashSet<string> Yes, HashSet<string> No)[] Pairs =
    [
        (
            Set("on enabled active activated engaged energized energised powered armed lit"),
            Set("off disabled inactive deactivated disengaged deenergized unpowered disarmed unlit standby")
        ),
        (Set("open opened opening ajar"), Set("closed close shut closing")),
        (
            Set(
                "running run runs working operating operational started start moving turning spinning rotating going circulating pumping busy active"
            ),
            Set(
                "stopped stop idle standby standing halted halt paused stationary parked still off inactive exited crashed interrupted"
            )
        ),
        (Set("locked lock"), Set("unlocked unlock")),
        (Set("wet leak leaking flooded flood"), Set("dry")),
        (
            Set(
                "connected online reachable available up linked reached reach alive responding respond joined synced synchronized"
            ),
            Set("disconnected offline unreachable unavailable down lost dead unresponsive")
        ),
        (Set("full"), Set("empty")),
        (
            Set("occupied motion detected presence present populated inserted someone somebody anyone anybody home"),
            Set("clear vacant unoccupied free none away not_home absent nobody empty")
        ),
        (
            Set(
                "alarm fault faulty faulted error failed failing fail tripped triggered broken problem critical bad warning alert defective damaged overheating overheated overloaded overload tampered unhealthy cr nr nc"
            ),
            Set(
                "ok okay normal clear good fine healthy none passed pass alright nominal intact cleared health success successful succeeded"
            )
        ),
        (Set("charging charge chrg"), Set("discharging discharge dischrg")),
        (Set("onbattery onbatt ob"), Set("mains online ol grid line onmains")),
        (Set("pressed pushed engaged actuated"), Set("released")),
        (Set("auto automatic automatically"), Set("manual hand manually")),
        (Set("heating heat"), Set("cooling cool")),
        (Set("smoke burning"), Set("clear")),
        (Set("loaded"), Set("unloaded")),
        (Set("valid"), Set("invalid")),
        (Set("extended"), Set("retracted")),
        (Set("low weak"), Set("ok good full normal")),
        (Set("true"), Set("false")),
        (Set("forward"), Set("reverse backward backwards")),
    ];

    // What Network UPS Tools print.
    private static readonly Dictionary<string, string> Codes = new(StringComparer.Ordinal)
    {
        ["ol"] = "online mains grid",
        ["ob"] = "onbattery",
        ["lb"] = "lowbattery",
        ["chrg"] = "charging",
        ["dischrg"] = "discharging",
        ["over"] = "overloaded",
        ["rb"] = "replacebattery",
        ["trim"] = "trimming",
        ["boost"] = "boosting",
    };

    /// <summary>Whether a word is one for a state.</summary>
    public static bool IsWord(string word) =>
        word is not ("low" or "weak" or "true" or "false")
            && Pairs.Any(pair => pair.Yes.Contains(word) || pair.No.Contains(word))
        || word is "onbattery" or "mains"
        || IsMoving(word);

    /// <summary>Whether a word says that a number is not zero: "raining", "producing".</summary>
    public static bool IsMoving(string word) =>
        word is not ("stopped" or "standing" or "idle" or "still" or "halted") && Moves(1, word) is not null;

    /// <summary>Whether the word means that something is off, closed or wrong's opposite.</summary>
    public static bool IsNegative(string word) =>
        Pairs.Any(pair => pair.No.Contains(word)) && !Pairs.Any(pair => pair.Yes.Contains(word));

    /// <summary>Whether a word says how bad something is.</summary>
    public static bool IsSeverity(string word) =>
        word
            is "critical"
                or "warning"
                or "alarm"
                or "fault"
                or "error"
                or "failed"
                or "alert"
                or "problem"
                or "faulted";

    /// <summary>Whether a value is printed with a word.</summary>
    public static bool Prints(Signal signal, string word) =>
        signal.Value.Kind == SignalKind.Text && Words(signal.Value.Text).Contains(word);

    /// <summary>Whether two words are opposites.</summary>
    public static bool AreOpposite(string one, string other) =>
        Pairs.Any(pair =>
            pair.Yes.Contains(one) && pair.No.Contains(other) || pair.No.Contains(one) && pair.Yes.Contains(other)
        );

    /// <summary>Whether a value is one of a state: a boolean, 0 or 1 without a unit, or a word.</summary>
    public static bool IsState(Signal signal) =>
        signal.Value.Kind is SignalKind.Boolean or SignalKind.Text
        || signal.Value.Kind == SignalKind.Number
            && signal.Value.Number is 0 or 1
            && signal.Unit.Length == 0
            && (
                !signal.Value.Text.Contains('.', StringComparison.Ordinal)
                || signal.Value.Text is "0.0" or "1.0" && Switch().IsMatch(signal.Path)
            );

    /// <summary>Whether a signal is in a state; null where its value does not say.</summary>
    public static bool? Is(Signal signal, string word)
    {
        if (word.Contains(' ', StringComparison.Ordinal))
            return signal.Value.Kind == SignalKind.Text ? word.Split(' ').All(Words(signal.Value.Text).Contains) : null;
        string[] name = [.. Name().Matches(signal.Path).Select(match => match.Value.ToLowerInvariant())];
        var value = signal.Value;
        if (value.Kind == SignalKind.Missing || !IsState(signal))
            return value.IsNumber ? Moves(value.Number, word) ?? Coded(name, value.Number, word) : null;
        var text = value.Text.ToLowerInvariant();
        if (text.Split(' ').All(Codes.ContainsKey) && Codes.Values.Any(code => code.Split(' ').Contains(word)))
            return Words(text).Contains(word);
        foreach ((var yes, var no) in Pairs)
        {
            bool? asked =
                yes.Contains(word) ? true
                : no.Contains(word) ? false
                : null;
            if (asked is null)
                continue;
            if (
                value.Kind != SignalKind.Text
                && (IsSeverity(word) && yes.Contains("alarm") || yes.Contains("onbattery"))
                && !yes.Overlaps(name)
                && !no.Overlaps(name)
                && (yes.Contains("onbattery") || IsOfAnother(name))
            )
                continue;
            if (yes.Contains("onbattery") && (True.Contains(text) || False.Contains(text)))
                continue;
            var inverted =
                no.Overlaps(name) && !yes.Overlaps(name)
                || asked is not null && yes.Contains("open") && name.Contains("contact");
            var says = Says(text, value, yes, no, inverted);
            if (says is not null)
                return says == asked;
        }

        return Words(value.Text).Any(one => Alike(one, word)) ? true : null;
    }

    // "Running: true" says nothing of a failure.
    private static bool IsOfAnother(string[] name) =>
        Pairs.Any(pair => pair.Yes.Overlaps(name) || pair.No.Overlaps(name));

    private static bool? Says(string text, SignalValue value, HashSet<string> yes, HashSet<string> no, bool inverted)
    {
        if (value.Kind == SignalKind.Boolean || value.Kind == SignalKind.Number)
            return value.Number != 0 != inverted;
        var words = Words(value.Text);
        if (words.Any(one => one is "not" or "no") && words.Length > 1)
            return words.Any(yes.Contains) ? false
                : words.Any(no.Contains) ? true
                : null;
        if (words.Any(no.Contains) && !words.Any(yes.Contains))
            return false;
        if (words.Any(yes.Contains) && !words.Any(no.Contains))
            return true;
        return True.Contains(text) ? !inverted
            : False.Contains(text) ? inverted
            : null;
    }

    // A speed, a flow or a power that is not zero.
    private static bool? Moves(decimal number, string word) =>
        word switch
        {
            "running"
            or "turning"
            or "spinning"
            or "rotating"
            or "moving"
            or "working"
            or "flowing"
            or "producing"
            or "drawing"
            or "consuming"
            or "generating"
            or "raining"
            or "exporting"
            or "importing"
            or "feeding"
            or "driving"
            or "blowing"
            or "pumping" => number != 0,
            "stopped" or "standing" or "idle" or "stationary" or "still" or "halted" => number == 0,
            "charging" => number > 0,
            "discharging" => number < 0,
            _ => null,
        };

    // A code of alarms is zero where there is none.
    private static bool? Coded(string[] name, decimal number, string word) =>
        name.Any(one => one is "alarm" or "fault" or "error" or "err")
        && name.Any(one => one is "code" or "no" or "nr" or "number" or "id" or "word")
            ? word switch
            {
                "alarm" or "fault" or "error" or "faulty" or "faulted" => number != 0,
                "ok" or "healthy" or "fine" or "normal" => number == 0,
                _ => null,
            }
            : null;

    // "BadSensorFailure" is of three words, and one as well.
    private static string[] Words(string text) =>
        [
            .. Name()
                .Matches(text)
                .Concat(Name().Matches(text.ToLowerInvariant()))
                .Select(match => match.Value.ToLowerInvariant())
                .Distinct()
                .SelectMany(one => Codes.TryGetValue(one, out var code) ? code.Split(' ').Append(one) : [one]),
        ];

    private static bool Alike(string one, string word) =>
        one == word
        || one.Length >= 3
            && word.Length >= 4
            && (word.StartsWith(one, StringComparison.Ordinal) || one.StartsWith(word, StringComparison.Ordinal));

    private static HashSet<string> Set(string words) => new(words.Split(' '), StringComparer.Ordinal);

    // What exporters print as 1.0 and 0.0.
    [GeneratedRegex(
        "(?:switch|relay|state|enabled|available|active|binary|online|connected|light|door|window)(?![a-z])",
        RegexOptions.IgnoreCase
    )]
    private static partial Regex Switch();

    [GeneratedRegex(@"[A-Z]+(?![a-z])|[A-Z]?[a-z]+|\d+")]
    private static partial Regex Name();
}
