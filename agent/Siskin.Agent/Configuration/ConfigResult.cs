namespace Siskin.Agent.Configuration;

/// <summary>A valid configuration, or every mistake that was found.</summary>
internal sealed record ConfigResult(AgentConfig? Config, IReadOnlyList<ConfigError> Errors);
