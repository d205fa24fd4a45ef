namespace Siskin.Agent.Configuration;

/// <summary>One mistake in a configuration file.</summary>
/// <param name="Path">The file.</param>
/// <param name="Line">Line, counted from 1, or 0 where the mistake is that something is missing.</param>
/// <param name="Message">Key, value and what is allowed.</param>
internal sealed record ConfigError(string Path, int Line, string Message)
{
    /// <summary>Whether a check refuses it although the agent runs with it, and warns.</summary>
    public bool Tolerated { get; init; }

    public override string ToString() => Line > 0 ? $"{Path}:{Line}: {Message}" : $"{Path}: {Message}";
}
