namespace Siskin.Agent.Configuration;

/// <summary>A valid configuration, or every mistake that was found.</summary>
internal sealed record ConfigResult(AgentConfig? Config, IReadOnlyList<ConfigError> Errors)
{
    /// <summary>What is allowed and yet not wise, and what only a check refuses.</summary>
    public IReadOnlyList<ConfigError> Warnings { get; init; } = [];

    /// <summary>The files that were read, in the order in which later ones replace what earlier ones say.</summary>
    public IReadOnlyList<string> Files { get; init; } = [];

    /// <summary>
    /// Every key that the file has, as <c>section.key</c> or <c>watch[0].key</c>, with its value as text.
    /// </summary>
    public IReadOnlyDictionary<string, string> Values { get; init; } = new Dictionary<string, string>();
}
