namespace Siskin.Models.Data;

/// <summary>
/// What sensor text is drawn from. Training uses the defaults; evaluation turns the others on.
/// </summary>
public sealed record SensorTextOptions
{
    /// <summary>
    /// Names of things and units that training never shows, instead of those that it does. One quantity in five is such
    /// a one too; the others (temperature, pressure ...) are what new devices measure as well.
    /// </summary>
    public bool HeldOut { get; init; }

    /// <summary>
    /// Text layouts that training never shows (only some forms have one), instead of those that it does.
    /// </summary>
    public bool HeldOutLayouts { get; init; }

    /// <summary>Whole numbers of one or two digits, whatever is measured: what comparing begins with.</summary>
    public bool SmallNumbers { get; init; }

    /// <summary>
    /// The tokenizer's pieces of words, of which half of the invented names are made: a piece that training shows in
    /// one word alone ("cond" of "condenser") is taken for that word instead of being copied. Empty for none.
    /// </summary>
    public IReadOnlyList<string> NamePieces { get; init; } = [];
}
