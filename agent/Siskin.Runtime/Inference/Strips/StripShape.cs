namespace Siskin.Runtime.Inference.Strips;

/// <summary>What a strip is made of, and what is sought along it.</summary>
/// <param name="Channels">Colours, or other planes.</param>
/// <param name="Height">Places across.</param>
/// <param name="Length">Places along.</param>
/// <param name="Outputs">Things that are sought, each at one place along.</param>
public readonly record struct StripShape(int Channels, int Height, int Length, int Outputs)
{
    /// <summary>Numbers of one strip.</summary>
    public int Values => Channels * Height * Length;
}
