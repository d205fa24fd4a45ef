using System.Diagnostics.CodeAnalysis;

namespace Siskin.Agent.Wire;

/// <summary>The topics of one device, as the MQTT contract names them.</summary>
/// <param name="root">First level or levels of every topic.</param>
/// <param name="device">The level that names the device.</param>
internal sealed class TopicLayout(string root, string device)
{
    public string Request { get; } = $"{root}/{device}/request";

    public string Status { get; } = $"{root}/{device}/status";

    public string Info { get; } = $"{root}/{device}/info";

    public string Telemetry { get; } = $"{root}/{device}/telemetry";

    /// <summary>Where a bundle is offered to this device, and where to all of them.</summary>
    public string UpdateOffer { get; } = $"{root}/{device}/update/offer";

    public string UpdateOfferToAll { get; } = $"{root}/all/update/offer";

    /// <summary>Where an update is cancelled or taken back.</summary>
    public string UpdateCommand { get; } = $"{root}/{device}/update/command";

    /// <summary>How far an update is.</summary>
    public string UpdateState { get; } = $"{root}/{device}/update/state";

    /// <summary>Where the device asks for a part of a file.</summary>
    public string UpdateWant { get; } = $"{root}/{device}/update/want";

    /// <summary>Begins the topics of parts of files: the hash of the file and the offset follow.</summary>
    public string UpdateChunks { get; } = $"{root}/{device}/update/chunk";

    /// <summary>What the watch of that name produced.</summary>
    public string Watch(string name) => $"{root}/{device}/watch/{name}";

    /// <summary>Where the previous value of a watch is set.</summary>
    public string WatchSet(string name) => $"{Watch(name)}/set";

    /// <summary>The watch whose previous value a message to <paramref name="topic"/> sets.</summary>
    public bool TryReadWatchSet(string topic, [NotNullWhen(true)] out string? name)
    {
        var (start, end) = ($"{root}/{device}/watch/", "/set");
        name =
            topic.Length > start.Length + end.Length
            && topic.StartsWith(start, StringComparison.Ordinal)
            && topic.EndsWith(end, StringComparison.Ordinal)
                ? topic[start.Length..^end.Length]
                : null;
        return name is not null;
    }

    /// <summary>Where a request without a response topic is answered.</summary>
    public string Reply(string? id) =>
        $"{root}/{device}/reply/{(id is not null && TopicSyntax.IsUsable(id) ? id : "unknown")}";

    /// <summary>Where requests to a pool are published.</summary>
    public string PoolRequest(string pool) => $"{root}/pool/{pool}/request";

    /// <summary>The shared subscription by which one device of a pool gets each of its requests.</summary>
    public string PoolShare(string pool) => $"$share/{pool}/{PoolRequest(pool)}";

    /// <summary>The pool whose request topic <paramref name="topic"/> is.</summary>
    public bool TryReadPool(string topic, [NotNullWhen(true)] out string? pool)
    {
        pool = null;
        var prefix = $"{root}/pool/";
        if (
            !topic.StartsWith(prefix, StringComparison.Ordinal) || !topic.EndsWith("/request", StringComparison.Ordinal)
        )
            return false;
        var level = topic.Length > prefix.Length + "/request".Length ? topic[prefix.Length..^"/request".Length] : "";
        pool = TopicSyntax.IsLevel(level) ? level : null;
        return pool is not null;
    }

    /// <summary>Whether a reply there would pass for a command or for a device's own announcement.</summary>
    public bool IsReserved(string topic)
    {
        if (!topic.StartsWith(root + "/", StringComparison.Ordinal))
            return false;
        var levels = topic[(root.Length + 1)..].Split('/');
        return levels.Length >= 2
            && levels[1] != "reply"
            && (levels[^1] is "request" or "status" or "info" or "telemetry" || levels[1] is "watch" or "update");
    }
}
