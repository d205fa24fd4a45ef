using System.Globalization;
using System.Text.Json.Serialization;

namespace Siskin.Runtime.Inference.Instruments;

/// <summary>What the client knows about an instrument, so that the model need not guess it.</summary>
public sealed record KnownInstrument
{
    /// <summary>Most digits, before the point and behind it together.</summary>
    public const int MaxDigits = 15;

    /// <summary>Most digits behind the point.</summary>
    public const int MostDecimals = 6;

    /// <summary>
    /// Digits that it shows before the decimal point, leading zeros included; null where they are not known.
    /// </summary>
    public int? Digits { get; init; }

    /// <summary>Digits that it shows behind the point, 0 for none; null where they are not known.</summary>
    public int? Decimals { get; init; }

    /// <summary>The scale of a gauge; null where it is not known.</summary>
    public ScaleRange? Range { get; init; }

    /// <summary>What cannot be about <see cref="Digits"/> and <see cref="Decimals"/>; null where both can be.</summary>
    public string? Objection =>
        Digits is < 1 or > MaxDigits ? $"digits = {Digits} is not allowed; give 1 to {MaxDigits}."
        : Decimals is < 0 or > MostDecimals ? $"decimals = {Decimals} is not allowed; give 0 to {MostDecimals}."
        : Digits + Decimals > MaxDigits
            ? $"digits = {Digits} and decimals = {Decimals} are more than {MaxDigits} digits together."
        : null;

    /// <summary>The forms that its reading can have; null for any.</summary>
    internal IReadOnlyList<string>? Forms
    {
        get
        {
            if (Digits is null && Decimals is null)
                return null;
            var wholes = Digits is { } digits ? [digits] : Enumerable.Range(1, MaxDigits - Decimals!.Value);
            var places = Decimals is { } decimals ? [decimals] : Enumerable.Range(0, MostDecimals + 1);
            string[] numbers = [.. wholes.SelectMany(whole => places.Select(place => Form(whole, place)))];
            // A thermometer of two digits can show a minus before them.
            return [.. numbers, .. numbers.Select(number => '-' + number), Answer.Unreadable];
        }
    }

    private static string Form(int whole, int places) =>
        new string(AnswerPattern.AnyDigit, whole)
        + (places == 0 ? "" : '.' + new string(AnswerPattern.AnyDigit, places));
}

/// <summary>The ends of a printed scale.</summary>
/// <param name="Low">Value at its beginning.</param>
/// <param name="High">Value at its end, more than <paramref name="Low"/>.</param>
/// <param name="Unit">Its unit, or null.</param>
public sealed record ScaleRange(
    double Low,
    double High,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Unit
)
{
    // Of the scale: a needle rests a little below its first line, or is seen so.
    private const double Beyond = 0.02;

    /// <summary>From end to end.</summary>
    internal double Span => High - Low;

    /// <summary>A value of it with its unit, to as many places as a hundredth of the scale has.</summary>
    internal string Print(double value)
    {
        var places = Math.Clamp((int)Math.Ceiling(-Math.Log10(Span / 100) - 1e-9), 0, 6);
        var text = (Math.Round(value, places) + 0.0).ToString("F" + places, CultureInfo.InvariantCulture);
        return Unit is { } unit ? $"{text} {unit}" : text;
    }

    /// <summary>Whether a reading is one of this scale: one in another unit has other numbers.</summary>
    internal bool Holds(NumberAnswer reading) =>
        (reading.Unit.Length == 0 || Unit is null || SameUnit(reading.Unit, Unit))
        && reading.Value >= Low - (Beyond * Span)
        && reading.Value <= High + (Beyond * Span);

    internal static bool SameUnit(string one, string other) =>
        one.Replace(" ", "", StringComparison.Ordinal)
            .Equals(other.Replace(" ", "", StringComparison.Ordinal), StringComparison.OrdinalIgnoreCase);
}
