namespace Siskin.Agent.Wire;

/// <summary>The rules of MQTT topic names and filters, and of the topic levels that this program chooses.</summary>
internal static class TopicSyntax
{
    // Mosquitto ends the connection of whoever uses more.
    public const int MaxLevels = 200;

    /// <summary>What a single topic level must be, or null when <paramref name="level"/> is one.</summary>
    public static string? ObjectToLevel(string level) =>
        IsLevel(level)
            ? null
            : "1 to 64 characters without '/', '+', '#', '$', control characters and what is no character in Unicode";

    /// <summary>What the root must be, or null when <paramref name="root"/> is one.</summary>
    public static string? ObjectToRoot(string root) =>
        root.Length <= 200 && root.Split('/').All(IsLevel)
            ? null
            : "one or more levels joined by '/', without '+', '#', '$', control characters and what is no "
                + "character in Unicode";

    /// <summary>What a topic filter must be, or null when <paramref name="filter"/> is one.</summary>
    public static string? ObjectToFilter(string filter)
    {
        const string Allowed = "a topic filter, in which '+' stands for one level and '#' ends it";
        var levels = filter.Split('/');
        if (filter.Length is 0 or > 1_000 || !MqttText.HasOnlyCharacters(filter) || levels.Length > MaxLevels)
            return Allowed;
        for (var i = 0; i < levels.Length; i++)
        {
            var wildcard = levels[i].AsSpan().ContainsAny('+', '#');
            if (wildcard && (levels[i].Length > 1 || (levels[i] == "#" && i < levels.Length - 1)))
                return Allowed;
        }
        return null;
    }

    /// <summary>What a topic without wildcards must be, or null when <paramref name="topic"/> is one.</summary>
    public static string? ObjectToPlain(string topic) =>
        ObjectToFilter(topic) is null && !topic.AsSpan().ContainsAny('+', '#')
            ? null
            : "one topic, without '+' and '#'";

    /// <summary>Whether <paramref name="topic"/> is a topic one may publish to.</summary>
    public static bool IsTopic(string topic) =>
        topic.Length is > 0 and <= 1_000
        && topic[0] != '$'
        && !topic.AsSpan().ContainsAny('+', '#')
        && MqttText.HasOnlyCharacters(topic)
        && topic.AsSpan().Count('/') < MaxLevels;

    /// <summary>Whether <paramref name="level"/> may stand as one level of a topic.</summary>
    public static bool IsLevel(string level) => level.Length <= 64 && IsUsable(level);

    /// <summary>The same of any length: for what others chose.</summary>
    public static bool IsUsable(string level) =>
        level.Length > 0 && !level.AsSpan().ContainsAny("/+#$") && MqttText.HasOnlyCharacters(level);

    /// <summary>Whether <paramref name="filter"/> matches <paramref name="topic"/>, as MQTT defines it.</summary>
    public static bool Matches(string filter, string topic)
    {
        var levels = topic.Split('/');
        var parts = filter.Split('/');
        for (var i = 0; i < parts.Length; i++)
        {
            if (parts[i] == "#")
                return true; // also matches the parent level
            if (i >= levels.Length || (parts[i] != "+" && parts[i] != levels[i]))
                return i == levels.Length && parts[i] == "#";
        }
        return parts.Length == levels.Length;
    }
}
