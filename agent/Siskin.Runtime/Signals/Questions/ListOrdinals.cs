namespace Siskin.Runtime.Signals.Questions;

/// <summary>"The first channel" of a list whose things have no names: the one that is numbered 0.</summary>
internal static class ListOrdinals
{
    private static readonly string[] Ordinals = ["first", "second", "third", "fourth", "fifth", "sixth"];

    /// <summary>Writes the list's name and the number in place of both words.</summary>
    public static void Count(List<string> tokens, NameWords names)
    {
        if (!names.Has("0") || !names.Has("1") || List(names) is not { } list)
            return;
        for (var i = 0; i + 1 < tokens.Count; i++)
        {
            var at = Array.IndexOf(Ordinals, tokens[i]);
            var number = $"{at}";
            if (
                at >= 0
                && names.Has(number)
                && !Lexicon.Directions.ContainsKey(tokens[i + 1])
                && (
                    tokens[i + 1] == "channel"
                    || !Lexicon.Stop.Contains(tokens[i + 1])
                        && (IsOf(list, tokens[i + 1]) || !IsNamed(tokens[i + 1], names))
                )
            )
                (tokens[i], tokens[i + 1]) = (list, number);
        }
    }

    // The word before the numbers 0 and 1, where all that are numbered so have the same.
    private static string? List(NameWords names)
    {
        string? list = null;
        foreach (var path in names.Paths)
        {
            var at = Array.FindIndex(path, word => names.All[word] == "0");
            if (at < 0)
                continue;
            var before = at > 0 ? names.All[path[at - 1]] : "";
            if (before.Length < 2 || list is not null && list != before)
                return null;
            list = before;
        }

        return list;
    }

    private static bool IsOf(string list, string word) => Words.Likeness(word, list) > SignalIndex.Met;

    private static bool IsNamed(string word, NameWords names) =>
        names.Likeness(word).Take(names.PathWords).Any(likeness => likeness > SignalIndex.Met);
}
