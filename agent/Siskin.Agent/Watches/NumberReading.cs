namespace Siskin.Agent.Watches;

/// <summary>A number that stands alone in a text.</summary>
/// <param name="Raw">As it stands there, without a unit.</param>
/// <param name="Number">What it means.</param>
/// <param name="Wheels">
/// Digits before the point where a leading zero shows that there are no others, as on a counter's wheels; null where
/// nobody knows.
/// </param>
internal sealed record NumberReading(string Raw, decimal Number, int? Wheels)
{
    /// <summary>Decimal places as they were read: zeros at the end count.</summary>
    public int Places => Number.Scale;
}
