namespace Siskin.Agent.Commands;

/// <summary>Exit codes of every verb.</summary>
internal static class ExitCode
{
    public const int Done = 0;

    /// <summary>The work failed.</summary>
    public const int Failed = 1;

    /// <summary>Wrong usage, configuration or bundle.</summary>
    public const int Usage = 2;
}
