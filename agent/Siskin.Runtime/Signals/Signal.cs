namespace Siskin.Runtime.Signals;

/// <summary>A value and when it was measured.</summary>
/// <param name="Time">The time as printed, or "".</param>
/// <param name="Value">The value.</param>
public readonly record struct SignalPoint(string Time, SignalValue Value);

/// <summary>One signal: a name, its newest value and, where the text holds several, all of them.</summary>
/// <param name="Path">The name as the text prints it, parents before it and joined by slashes.</param>
/// <param name="Points">Its values in the text's order; at least one.</param>
public sealed record Signal(string Path, IReadOnlyList<SignalPoint> Points)
{
    /// <summary>The name that answers give it: the path, or the part of it that sets it apart.</summary>
    public string Label { get; init; } = Path;

    /// <summary>Another name that the text gives it, or "".</summary>
    public string Alias { get; init; } = "";

    /// <summary>The newest value: the last one.</summary>
    public SignalValue Value => Points[^1].Value;

    /// <summary>Whether the text holds more than one value of it.</summary>
    public bool IsSeries => Points.Count > 1;

    /// <summary>Whether the text holds more than one number of it, so that it can have moved.</summary>
    internal bool IsNumericSeries => Points.Count(point => point.Value.IsNumber) > 1;

    /// <summary>The unit, by the value or by the name; "" where neither says one.</summary>
    public string Unit => Points.Select(point => point.Value.Unit.Trim()).FirstOrDefault(unit => unit.Length > 0) ?? "";

    /// <summary>The highest value that the text allows it, or null.</summary>
    public decimal? High { get; init; }

    /// <summary>The lowest value that the text allows it, or null.</summary>
    public decimal? Low { get; init; }
}
