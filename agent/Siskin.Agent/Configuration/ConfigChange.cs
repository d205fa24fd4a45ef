namespace Siskin.Agent.Configuration;

/// <summary>What a changed file changes of a running agent.</summary>
/// <param name="Config">
/// The configuration in effect after it: what can change without losing requests is new, the rest is as it was.
/// </param>
/// <param name="Values">Every key of the file that is in effect, with its value.</param>
/// <param name="Applied">Changed keys that are in effect now.</param>
/// <param name="NeedRestart">Changed keys that are not.</param>
internal sealed record ConfigChange(
    AgentConfig Config,
    IReadOnlyDictionary<string, string> Values,
    IReadOnlyList<string> Applied,
    IReadOnlyList<string> NeedRestart
)
{
    /// <summary>Keys that a reload changes; beside them, all of <c>[[watch]]</c>.</summary>
    public static readonly IReadOnlySet<string> Reloadable = new HashSet<string>(StringComparer.Ordinal)
    {
        "home_assistant.discovery",
        "limits.deadline_ms",
        "limits.image_bytes",
        "limits.max_tokens",
        "limits.prompt_chars",
        "limits.sensor_chars",
        "log.level",
        "replies.topics",
        "state.retention_s",
        "telemetry.interval_s",
        "telemetry.sensors",
    };

    /// <summary>Compares a file with what is in effect.</summary>
    /// <param name="config">The configuration in effect.</param>
    /// <param name="values">Its keys and values.</param>
    /// <param name="file">What the file says now, without mistakes.</param>
    public static ConfigChange Between(
        AgentConfig config,
        IReadOnlyDictionary<string, string> values,
        ConfigResult file
    )
    {
        var changed = values
            .Keys.Union(file.Values.Keys)
            .Where(key => values.GetValueOrDefault(key) != file.Values.GetValueOrDefault(key))
            .Order(StringComparer.Ordinal)
            .ToArray();
        var applied = changed.Where(IsReloadable).ToArray();
        var effective = values
            .Where(value => !IsReloadable(value.Key))
            .Concat(file.Values.Where(value => IsReloadable(value.Key)))
            .ToDictionary(StringComparer.Ordinal);
        return new ConfigChange(
            Apply(config, file.Config!, applied),
            effective,
            [.. applied.Select(Show).Distinct()],
            [.. changed.Except(applied).Select(Show).Distinct()]
        );
    }

    private static bool IsReloadable(string key) =>
        Reloadable.Contains(key) || key.StartsWith("watch[", StringComparison.Ordinal);

    // Only what changed is taken over: defaults that follow another key, which needs a restart, stay as they are.
    private static AgentConfig Apply(AgentConfig old, AgentConfig file, string[] applied)
    {
        bool Has(string start) => applied.Any(key => key.StartsWith(start, StringComparison.Ordinal));
        return old with
        {
            Limits = old.Limits with
            {
                Deadline = file.Limits.Deadline,
                ImageBytes = file.Limits.ImageBytes,
                MaxTokens = file.Limits.MaxTokens,
                PromptChars = file.Limits.PromptChars,
                SensorChars = file.Limits.SensorChars,
            },
            HomeAssistant = old.HomeAssistant with { Discovery = file.HomeAssistant.Discovery },
            Log = file.Log,
            Replies = Has("replies.") ? file.Replies : old.Replies,
            State = old.State with { Retention = file.State.Retention },
            Telemetry = old.Telemetry with { Interval = file.Telemetry.Interval, Sensors = file.Telemetry.Sensors },
            Watches = Has("watch[") ? file.Watches : old.Watches,
        };
    }

    // watch[1].prompt -> [[watch]] 2 prompt, limits.deadline_ms -> [limits] deadline_ms
    private static string Show(string key)
    {
        var dot = key.IndexOf('.', StringComparison.Ordinal);
        var (section, name) = dot < 0 ? ("", key) : (key[..dot], " " + key[(dot + 1)..]);
        var open = section.IndexOf('[', StringComparison.Ordinal);
        if (open < 0)
            return dot < 0 ? key : $"[{section}]{name}";
        return int.TryParse(section[(open + 1)..^1], out var index)
            ? $"[[{section[..open]}]] {index + 1}{name}"
            : $"[[{section[..open]}]]{name}";
    }
}
