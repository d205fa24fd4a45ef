namespace Siskin.Models.Data.Telemetry;

/// <summary>A signal that has two states, with the yes-or-no questions asked about it.</summary>
/// <param name="Key">How devices spell it.</param>
/// <param name="Words">How a question names it.</param>
/// <param name="Active">The states for which <paramref name="Questions"/> are answered with yes.</param>
/// <param name="Idle">The other states, paired with <paramref name="Active"/>.</param>
/// <param name="Questions">Questions answered with yes in the active state.</param>
/// <param name="Opposites">Questions answered with no in the active state.</param>
internal sealed record StateSignal(
    string Key,
    string Words,
    string[] Active,
    string[] Idle,
    string[] Questions,
    string[] Opposites
)
{
    /// <summary>The states of a wireless or wired device.</summary>
    public static readonly StateSignal[] All =
    [
        new(
            "contact",
            "contact",
            ["true"],
            ["false"],
            ["Is the contact closed?", "Is the door closed?", "Is the window closed?"],
            ["Is the contact open?", "Is the door open?", "Is the window open?", "Has the door been left open?"]
        ),
        new(
            "occupancy",
            "occupancy",
            ["true"],
            ["false"],
            ["Is motion detected?", "Is anyone there?", "Is the room occupied?", "Does it see motion?"],
            ["Is the room empty?"]
        ),
        new(
            "presence",
            "presence",
            ["true"],
            ["false"],
            ["Is anyone present?", "Is somebody there?"],
            ["Is nobody there?"]
        ),
        new(
            "water_leak",
            "water leak",
            ["true"],
            ["false"],
            ["Is there a leak?", "Is there a water leak?", "Has water been detected?"],
            ["Is it dry?"]
        ),
        new("smoke", "smoke", ["true"], ["false"], ["Is there smoke?", "Is smoke detected?"], []),
        new("tamper", "tamper", ["true"], ["false"], ["Is the tamper alarm on?", "Has it been tampered with?"], []),
        new(
            "battery_low",
            "battery low",
            ["true"],
            ["false"],
            ["Is the battery low?", "Does the battery need replacing?"],
            ["Is the battery fine?"]
        ),
        new("state", "state", ["ON", "on"], ["OFF", "off"], ["Is it on?", "Is it switched on?"], ["Is it off?"]),
        new("POWER", "power", ["ON"], ["OFF"], ["Is the power on?", "Is it switched on?"], ["Is the power off?"]),
        new("relay", "relay", ["on", "closed", "1"], ["off", "open", "0"], ["Is the relay on?"], ["Is the relay off?"]),
        new("door", "door", ["open"], ["closed"], ["Is the door open?"], ["Is the door closed?", "Is the door shut?"]),
        new("valve", "valve", ["open", "OPEN"], ["closed", "CLOSED"], ["Is the valve open?"], ["Is the valve closed?"]),
        new(
            "alarm",
            "alarm",
            ["true", "active", "1"],
            ["false", "clear", "0"],
            ["Is there an alarm?", "Is the alarm active?"],
            ["Is the alarm clear?"]
        ),
        new("fault", "fault", ["true", "1"], ["false", "0"], ["Is there a fault?", "Does it report a fault?"], []),
        new("lock_state", "lock state", ["locked"], ["unlocked"], ["Is it locked?"], ["Is it unlocked?"]),
        new(
            "running",
            "running",
            ["true", "yes", "1"],
            ["false", "no", "0"],
            ["Is it running?"],
            ["Is it standing still?"]
        ),
        new("mode", "mode", ["auto", "heat"], ["manual", "off"], [], []),
    ];
}
