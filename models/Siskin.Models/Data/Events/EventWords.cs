using Siskin.Models.Data.Telemetry;

namespace Siskin.Models.Data.Events;

/// <summary>What devices write into logs, and how people ask about it.</summary>
internal static class EventWords
{
    /// <summary>
    /// Ways to ask for a summary; the first is the canonical one and is used four times in ten and more.
    /// </summary>
    public static readonly string[] Questions =
    [
        EventTasks.Events.Prompt,
        "Summarize the log.",
        "What happened?",
        "Summarize the event log in one line.",
        "Give a one-line summary.",
        "Any errors or warnings?",
        "What does the log say?",
        "Log summary?",
        "How many errors and warnings, and what was the last?",
        "Sum up the events.",
        "Is there anything to look at?",
        "How bad is it?",
        "What went wrong?",
    ];

    /// <summary>Spellings of the three severities; a log keeps to one line of these.</summary>
    public static readonly string[][][] Levels =
    [
        [
            ["INFO", "INFO", "DEBUG"],
            ["WARN"],
            ["ERROR", "ERROR", "FATAL"],
        ],
        [
            ["info", "info", "debug"],
            ["warning"],
            ["error", "error", "critical"],
        ],
        [
            ["info"],
            ["warn"],
            ["error"],
        ],
        [
            ["INFO", "NOTICE"],
            ["WARNING"],
            ["ERR", "ERR", "CRIT"],
        ],
        [
            ["notice", "info"],
            ["warning"],
            ["err", "crit"],
        ],
        [
            ["Info"],
            ["Warning"],
            ["Error"],
        ],
    ];

    /// <summary>Spellings of one letter.</summary>
    public static readonly string[][] Letters =
    [
        ["I", "I", "D"],
        ["W"],
        ["E", "E", "F"],
    ];

    private static readonly HashSet<string> LevelWords = new(
        Levels.SelectMany(spelling => spelling.SelectMany(words => words)),
        StringComparer.OrdinalIgnoreCase
    );

    /// <summary>What happens without trouble; # stands for a number, here and below.</summary>
    public static readonly string[] Infos =
    [
        "started",
        "stopped",
        "online",
        "opened",
        "closed",
        "ready",
        "connected",
        "idle",
        "set to #",
        "reading #",
        "cycle # done",
        "restarted",
        "mode auto",
        "mode manual",
        "calibrated",
        "synced",
        "updated",
    ];

    /// <summary>What deserves a look.</summary>
    public static readonly string[] Warnings =
    [
        "battery low",
        "retry #",
        "temperature high",
        "slow response",
        "pressure low",
        "level low",
        "filter dirty",
        "signal weak",
        "value stale",
        "near limit",
        "reconnecting",
        "clock drift",
        "load #%",
        "fan slow",
        "disk almost full",
    ];

    /// <summary>What must not happen.</summary>
    public static readonly string[] Errors =
    [
        "stalled",
        "no response",
        "overheated",
        "sensor fault",
        "leak detected",
        "timeout",
        "code E#",
        "connection lost",
        "short circuit",
        "overload",
        "failed to start",
        "door open",
        "tripped",
        "out of range",
        "disk full",
        "crashed",
    ];

    /// <summary>Parts of devices, which are in one of the states below.</summary>
    public static readonly string[] Parts =
    [
        "seal",
        "belt",
        "relay",
        "bus",
        "port",
        "probe",
        "link",
        "fuse",
        "lock",
        "drive",
        "channel #",
        "zone #",
        "input #",
        "output #",
        "slot #",
        "phase",
        "brake",
        "coil",
        "shaft",
        "lid",
        "nozzle",
        "encoder",
        "supply",
        "module #",
        "job #",
        "batch #",
        "user #",
        "config",
        "backup",
        "log",
        "memory",
        "clock",
        "network",
        "broker",
        "cache",
        "queue",
        "disk",
    ];

    /// <summary>States of parts that are as they should be.</summary>
    public static readonly string[] GoodStates =
    [
        "ok",
        "on",
        "off",
        "set",
        "checked",
        "done",
        "normal",
        "found",
        "enabled",
        "running",
        "loaded",
        "saved",
        "clean",
    ];

    /// <summary>States of parts that deserve a look.</summary>
    public static readonly string[] PoorStates =
    [
        "worn",
        "late",
        "noisy",
        "drifting",
        "warm",
        "unstable",
        "delayed",
        "dusty",
        "nearly full",
        "slipping",
        "old",
    ];

    /// <summary>States of parts that failed.</summary>
    public static readonly string[] BadStates =
    [
        "broken",
        "failed",
        "lost",
        "jammed",
        "burnt",
        "missing",
        "blown",
        "dead",
        "rejected",
        "corrupt",
        "stuck",
        "torn",
    ];

    /// <summary>Whether a word of a thing's name is a level, as an invented one may be: "warn 2".</summary>
    public static bool NamesLevel(string thing) => thing.Split(' ', '-').Any(LevelWords.Contains);

    /// <summary>Something that happens with a severity.</summary>
    public static string Message(Random rng, Severity severity)
    {
        // Now and then the level alone tells how bad it is.
        var kind = rng.Chance(0.1) ? (Severity)rng.Next(3) : severity;
        var message = rng.Chance(0.4)
            ? rng.Of(Parts)
                + " "
                + rng.Of(
                    kind switch
                    {
                        Severity.Info => GoodStates,
                        Severity.Warning => PoorStates,
                        _ => BadStates,
                    }
                )
            : rng.Of(
                kind switch
                {
                    Severity.Info => Infos,
                    Severity.Warning => Warnings,
                    _ => Errors,
                }
            );
        return message.Replace("#", $"{rng.Next(1, 100)}", StringComparison.Ordinal);
    }
}
