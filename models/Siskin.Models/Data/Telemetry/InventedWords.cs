namespace Siskin.Models.Data.Telemetry;

/// <summary>Words, quantities and units that mean nothing: names have to be copied, not remembered.</summary>
internal static class InventedWords
{
    private static readonly string[] Onsets =
    [
        "b",
        "d",
        "f",
        "g",
        "k",
        "l",
        "m",
        "n",
        "p",
        "r",
        "s",
        "t",
        "v",
        "z",
        "br",
        "kr",
        "st",
        "tr",
        "pl",
        "sk",
        "c",
        "h",
        "j",
        "w",
        "y",
        "qu",
        "ch",
        "sh",
        "th",
        "wh",
        "cr",
        "dr",
        "fl",
        "gr",
        "cl",
        "bl",
        "sp",
        "sw",
        "scr",
        "str",
    ];

    private static readonly string[] Vowels =
    [
        "a",
        "e",
        "i",
        "o",
        "u",
        "a",
        "e",
        "i",
        "o",
        "u",
        "ea",
        "ee",
        "oo",
        "ai",
        "ou",
        "oa",
        "au",
        "ie",
        "y",
    ];

    private static readonly string[] Codas =
    [
        "",
        "",
        "",
        "n",
        "r",
        "l",
        "s",
        "x",
        "k",
        "m",
        "t",
        "d",
        "p",
        "w",
        "ck",
        "nd",
        "nk",
        "nt",
        "ng",
        "rd",
        "rn",
        "rt",
        "st",
        "sh",
        "th",
        "ll",
        "tch",
        "dge",
        "ft",
        "lt",
        "mp",
    ];

    private static readonly string[] Endings =
    [
        "er",
        "or",
        "ing",
        "age",
        "ery",
        "ator",
        "le",
        "ine",
        "ette",
        "el",
        "um",
        "ow",
        "house",
        "room",
        "ard",
        "y",
    ];

    private static readonly string[] UnitLetters =
    [
        "m",
        "k",
        "u",
        "g",
        "l",
        "s",
        "h",
        "N",
        "J",
        "S",
        "T",
        "Hz",
        "mol",
        "t",
        "d",
        "rad",
        "cd",
        "Pa",
        "q",
        "B",
        "r",
        "W",
    ];

    private static readonly HashSet<string> Reserved =
    [
        .. TelemetryVocabulary.HeldOutThings.SelectMany(thing => thing.Split(' ')),
        .. TelemetryVocabulary.HeldOutModifiers,
        .. KnownQuantities.HeldOut.SelectMany(q => q.Keys),
        "yes",
        "no",
        "none",
        "unknown",
        "never",
        "missing",
    ];

    private static readonly HashSet<string> ReservedUnits =
    [
        .. KnownQuantities.HeldOut.Concat(KnownQuantities.All).SelectMany(q => q.HeldOutUnits),
    ];

    /// <summary>A word that means nothing, so that names must be copied rather than remembered.</summary>
    public static string Word(Random rng)
    {
        while (true)
        {
            var word =
                string.Concat(Enumerable.Range(0, rng.Next(1, 4)).Select(_ => Syllable(rng)))
                + (rng.Chance(0.4) ? rng.Of(Endings) : "");
            if (word.Length is >= 3 and <= 11 && !Reserved.Contains(word))
                return word;
        }
    }

    /// <summary>
    /// A quantity that nobody measures, from a word that means nothing. Devices write its name or cut it short:
    /// "morane", "mor", "mrn".
    /// </summary>
    public static Quantity Quantity(Random rng, Func<Random, string> invented)
    {
        while (true)
        {
            var word = invented(rng);
            var skeleton = word[0] + string.Concat(word.Skip(1).Where(letter => !"aeiou".Contains(letter)));
            string[] keys = [word, word, word[..Math.Min(word.Length, rng.Next(3, 6))], skeleton];
            if (word.Length > 4 && skeleton.Length > 2 && !keys.Any(Reserved.Contains))
                return new(word, keys, [], [], 0, (int)rng.LogUniform(10, 3000), rng.Next(3));
        }
    }

    /// <summary>Letters like those of a unit: "kS", "mol/h", "ptc".</summary>
    public static string Unit(Random rng)
    {
        while (true)
        {
            var unit = rng.Next(4) switch
            {
                0 => rng.Of(UnitLetters) + rng.Of(UnitLetters),
                1 => rng.Of(UnitLetters) + "/" + rng.Of(UnitLetters),
                2 => string.Concat(Enumerable.Range(0, rng.Next(2, 5)).Select(_ => (char)('a' + rng.Next(26)))),
                _ => rng.Of(UnitLetters) + rng.Of(UnitLetters) + "/" + rng.Of(UnitLetters),
            };
            if (!ReservedUnits.Contains(unit))
                return unit;
        }
    }

    /// <summary>A word of two or three of the given pieces.</summary>
    public static string OfPieces(Random rng, IReadOnlyList<string> pieces)
    {
        while (true)
        {
            var word = string.Concat(Enumerable.Range(0, rng.Next(2, 4)).Select(_ => rng.Of(pieces)));
            if (word.Length is >= 4 and <= 12 && !Reserved.Contains(word))
                return word;
        }
    }

    private static string Syllable(Random rng) => rng.Of(Onsets) + rng.Of(Vowels) + rng.Of(Codas);
}
