using System.Globalization;

namespace Siskin.Runtime.Signals;

/// <summary>What kind of value a signal has.</summary>
public enum SignalKind
{
    /// <summary>The signal is there, its value is not: null, N/A, unavailable, an empty field.</summary>
    Missing,

    /// <summary>A number, with or without a unit.</summary>
    Number,

    /// <summary>True or false.</summary>
    Boolean,

    /// <summary>Any other text, such as a state.</summary>
    Text,
}

/// <summary>One value as the text prints it.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Text">The printed text without its unit.</param>
/// <param name="Number">The number; of a boolean 1 or 0, else 0.</param>
/// <param name="Unit">The unit printed after the number with the space before it, or "".</param>
public readonly record struct SignalValue(SignalKind Kind, string Text, decimal Number, string Unit)
{
    /// <summary>A signal without a value.</summary>
    public static SignalValue Missing { get; } = new(SignalKind.Missing, "", 0, "");

    /// <summary>Whether it is a number.</summary>
    public bool IsNumber => Kind == SignalKind.Number;

    /// <summary>The value as it is answered.</summary>
    public string Shown =>
        Kind == SignalKind.Missing ? "missing"
        : IsNumber && Text.StartsWith("0x", StringComparison.OrdinalIgnoreCase)
            ? $"{Number.ToString(CultureInfo.InvariantCulture)}{Unit} ({Text})"
        : (IsNumber ? BinaryNoise.Without(Text) : Text) + Unit;
}
