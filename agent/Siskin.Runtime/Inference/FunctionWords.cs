namespace Siskin.Runtime.Inference;

/// <summary>English words that say nothing about what is asked for.</summary>
internal static class FunctionWords
{
    private static readonly HashSet<string> All =
    [
        .. (
            "a about all along also am an and any are as at be been by can could did do does for from give had "
            + "has have how i if in "
            + "is it its many may me much must my no not of off on one or our please s say should so tell than "
            + "that the their them then "
            + "there these they this those to too up us was we were what when where whether which who whose why "
            + "will with would yes "
            + "you your far go let name now only other out over show state still"
        )
            .Split(' ')
            .Select(WordReader.Singular),
    ];

    private static readonly HashSet<string>.AlternateLookup<ReadOnlySpan<char>> Lookup = All.GetAlternateLookup<
        ReadOnlySpan<char>
    >();

    /// <summary>Whether a word as <see cref="WordReader"/> gives it is one of them, or a single letter.</summary>
    public static bool Contains(ReadOnlySpan<char> word) => word.Length == 1 || Lookup.Contains(word);
}
