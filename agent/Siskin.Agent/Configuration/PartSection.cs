using Siskin.Agent.Wire;
using Siskin.Runtime.Inference.Instruments;

namespace Siskin.Agent.Configuration;

/// <summary>
/// One of several instruments in a frame that make up one value: a meter's wheels, one of its sub-dials.
/// </summary>
/// <param name="Kind">How it shows its part of the value.</param>
/// <param name="Prompt">The question about it.</param>
/// <param name="Crop">Where it is in the turned frame; null for all of it.</param>
/// <param name="Weight">What one unit of its reading is worth, a power of ten.</param>
/// <param name="Digits">Digits that a counter shows before its point, or null where they are not known.</param>
/// <param name="Decimals">Digits behind it, or null where they are not known.</param>
/// <param name="Reversed">Whether a dial is numbered counter-clockwise.</param>
internal sealed record PartSection(
    PartKind Kind,
    string Prompt,
    CropArea? Crop,
    decimal Weight,
    int? Digits,
    int? Decimals,
    bool Reversed
)
{
    private static readonly decimal[] Tens = [.. Enumerable.Range(0, 19).Select(i => (decimal)Math.Pow(10, i))];

    /// <summary>How far it goes before it begins anew; null where nobody knows.</summary>
    public decimal? Turn =>
        Kind == PartKind.Dial ? 10 * Weight
        : Digits is { } digits ? Tens[digits] * Weight
        : null;

    /// <summary>What the next finer part has to tell: one of a dial's divisions, or one step of a counter.</summary>
    public decimal Step => Kind == PartKind.Dial ? Weight : Weight / Tens[Decimals ?? 0];

    /// <summary>What it is called in messages.</summary>
    public string Describe() =>
        FormattableString.Invariant($"{(Kind == PartKind.Dial ? "dial" : "counter")} of weight {Weight}");

    /// <summary>What the model is told about it.</summary>
    public KnownInstrument? Known =>
        Digits is null && Decimals is null ? null : new KnownInstrument { Digits = Digits, Decimals = Decimals };
}

/// <summary>How a part shows its part of the value.</summary>
internal enum PartKind
{
    /// <summary>Wheels or a display: the lower of two numbers until the next is reached.</summary>
    Counter,

    /// <summary>A needle over ten divisions, which says how far it is between two.</summary>
    Dial,
}
