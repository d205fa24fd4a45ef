namespace Siskin.Agent.Wire;

/// <summary>Limits on the size of a request.</summary>
internal record RequestLimits(int PayloadBytes, int ImageBytes, int PromptChars, int SensorChars)
{
    /// <summary>Longest unit of a scale in characters.</summary>
    public const int UnitChars = 32;

    /// <summary>Limits of the command line, where the user's own files are read.</summary>
    public static RequestLimits Local { get; } = new(256 << 20, 128 << 20, 100_000, 1_000_000);

    /// <summary>Longest id in characters.</summary>
    public const int IdChars = 128;

    /// <summary>Most choices, and the longest one in characters.</summary>
    public const int Choices = 64,
        ChoiceChars = 200;

    /// <summary>Largest <c>max_tokens</c> that is understood; the model's own limit is lower.</summary>
    public const int MostTokens = 4_096;
}
