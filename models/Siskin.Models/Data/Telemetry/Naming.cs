namespace Siskin.Models.Data.Telemetry;

/// <summary>How a device spells names: the separator between words and whether words are capitalized.</summary>
internal enum NameStyle
{
    /// <summary>main/boiler/temp</summary>
    Topic,

    /// <summary>main_boiler_temp</summary>
    Snake,

    /// <summary>main.boiler.temp</summary>
    Dotted,

    /// <summary>main-boiler-temp</summary>
    Dashed,

    /// <summary>mainBoilerTemp</summary>
    Camel,
}

/// <summary>Draws things and spells names.</summary>
internal sealed class Naming(SensorTextOptions options)
{
    private const double CommonShare = 0.4;

    private readonly string[] _things = options.HeldOut
        ? TelemetryVocabulary.HeldOutThings
        : TelemetryVocabulary.Things;

    // More words without a meaning in training than in evaluation: its names shall be unseen words that have one.
    private readonly double _invented = options.HeldOut ? 0.2 : 0.35;

    private readonly string[] _modifiers = options.HeldOut
        ? TelemetryVocabulary.HeldOutModifiers
        : TelemetryVocabulary.Modifiers;

    private readonly Quantity[] _quantities = options.HeldOut
        ? [.. KnownQuantities.HeldOut, .. KnownQuantities.All]
        : KnownQuantities.All;

    /// <summary>A thing in words: "boiler", "north pump", "pump 2" is written "pump2".</summary>
    public string Thing(Random rng)
    {
        var kind = rng.NextDouble();
        if (kind < 0.06)
            return Tag(rng);
        var thing = rng.Chance(_invented) ? Invented(rng) : rng.Of(Common(rng) ?? _things);
        if (kind < 0.30)
            return rng.Of(Common(rng) ?? _modifiers) + " " + thing;
        return kind < 0.50 ? thing + rng.Next(1, 10) : thing;
    }

    // Any word will do for a name, in training.
    private string[]? Common(Random rng) => !options.HeldOut && rng.Chance(CommonShare) ? CommonWords.All : null;

    private string Invented(Random rng) =>
        options.NamePieces.Count > 0 && rng.Chance(0.5)
            ? InventedWords.OfPieces(rng, options.NamePieces)
            : InventedWords.Word(rng);

    /// <summary>Several different things; now and then numbered ones of one kind.</summary>
    public string[] Things(Random rng, int count)
    {
        if (rng.Chance(0.35))
            return Numbered(rng, count);
        var things = new List<string>(count);
        while (things.Count < count)
        {
            var thing = Thing(rng);
            if (!things.Exists(other => Overlaps(other, thing)))
                things.Add(thing);
        }
        return [.. things];
    }

    /// <summary>A quantity.</summary>
    public Quantity Quantity(Random rng)
    {
        var quantity =
            !options.HeldOut && rng.Chance(0.12) ? InventedWords.Quantity(rng, Invented) : rng.Of(_quantities);
        return options.SmallNumbers
            ? quantity with
            {
                Low = 0,
                High = rng.Chance(0.5) ? 9 : 99,
                Decimals = 0,
            }
            : quantity;
    }

    /// <summary>A unit with its space as a device prints it, or nothing.</summary>
    public string Unit(Random rng, Quantity quantity)
    {
        var units = options.HeldOut ? quantity.HeldOutUnits : quantity.Units;
        var invents = !options.HeldOut && rng.Chance(0.2);
        if (rng.Chance(0.5) || (units.Length == 0 && !invents))
            return "";
        return (rng.Chance(0.7) ? " " : "") + (invents ? InventedWords.Unit(rng) : rng.Of(units));
    }

    /// <summary>Spells words in a style.</summary>
    public static string Spell(string words, NameStyle style)
    {
        switch (style)
        {
            case NameStyle.Topic:
                return words.Replace(' ', '_');
            case NameStyle.Camel:
                var parts = words.Split(' ');
                for (var i = 1; i < parts.Length; i++)
                    parts[i] = Capitalize(parts[i]);
                return string.Concat(parts);
            default:
                return words.Replace(' ', Separator(style));
        }
    }

    /// <summary>Joins the spelled thing and the quantity's key.</summary>
    public static string Join(string thing, string key, NameStyle style) =>
        style == NameStyle.Camel ? Spell(thing, style) + Capitalize(key) : Spell(thing, style) + Separator(style) + key;

    /// <summary>Whether one name could be taken for the other.</summary>
    public static bool Overlaps(string a, string b) =>
        a.Contains(b, StringComparison.OrdinalIgnoreCase) || b.Contains(a, StringComparison.OrdinalIgnoreCase);

    /// <summary>The same word with a capital first letter.</summary>
    public static string Capitalize(string word) => char.ToUpperInvariant(word[0]) + word[1..];

    private static char Separator(NameStyle style) =>
        style switch
        {
            NameStyle.Topic => '/',
            NameStyle.Dotted => '.',
            NameStyle.Dashed => '-',
            _ => '_',
        };

    private string[] Numbered(Random rng, int count)
    {
        var thing = rng.Chance(0.2) ? rng.OneOf("k", "t", "p", "s", "ch", "ai") : rng.Of(Common(rng) ?? _things);
        if (!options.HeldOut && rng.Chance(_invented / 2))
            thing = Invented(rng);
        var separator = rng.Chance(0.7) || thing.Contains(' ') ? "" : "-";
        var first = rng.Chance(0.8) ? 1 : rng.Next(2, 10 - Math.Min(count, 8));
        return [.. Enumerable.Range(first, count).Select(n => thing + separator + n)];
    }

    private static string Tag(Random rng)
    {
        var letters = rng.OneOf("TT", "PT", "FT", "LT", "k", "m", "ax", "dev", "n", "TI", "PI", "z", "e", "ch");
        return letters + rng.OneOf("", "", "-") + rng.Next(1, 400);
    }
}
