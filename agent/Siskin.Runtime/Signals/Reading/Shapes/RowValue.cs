namespace Siskin.Runtime.Signals.Reading.Shapes;

/// <summary>A place of rows that holds a value.</summary>
/// <param name="Name">What the value is called in all rows.</param>
/// <param name="Part">The place.</param>
internal sealed record RowValue(string Name, int Part)
{
    /// <summary>The place where each row says what it is called; -1 where all say the same.</summary>
    public int Key { get; init; } = -1;
}
