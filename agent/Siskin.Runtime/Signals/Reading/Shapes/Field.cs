namespace Siskin.Runtime.Signals.Reading.Shapes;

/// <summary>A value of a line and what the line calls it.</summary>
/// <param name="Name">Its name; "" where the line gives none.</param>
/// <param name="Value">Its value.</param>
internal sealed record Field(string Name, SignalValue Value)
{
    /// <summary>The lowest value that the line allows.</summary>
    public decimal? Low { get; init; }

    /// <summary>The highest value that the line allows.</summary>
    public decimal? High { get; init; }
}
