using Siskin.Runtime.Signals.Queries;

namespace Siskin.Runtime.Signals.Questions;

/// <summary>States that a question calls as a value prints them.</summary>
internal static class PrintedStates
{
    private const int LongestState = 40;

    /// <summary>Whether a value has all words of a state, and is no name.</summary>
    public static bool Has(Signal one, string word) =>
        one.Value.Kind == SignalKind.Text
        && one.Value.Text.Length <= LongestState
        && Words.Split(one.Value.Text) is var printed
        && word.Split(' ').All(printed.Contains)
        && SignalIndex.Leaf(one.Path) is not ("name" or "label" or "description" or "model");

    /// <summary>
    /// The words of a value that is printed, such as "on load", where the question has them all; null where it has none.
    /// </summary>
    public static (string Word, string[] Spent)? Of(Asked asked, string[] without)
    {
        if (!asked.IsWhich && !asked.IsCount && !asked.Text.Starts("what"))
            return null;
        var best = "";
        foreach (var one in asked.Table.Signals)
        {
            if (one.Value.Kind != SignalKind.Text || one.IsSeries || one.Value.Text.Length > LongestState)
                continue;
            var words = Words.Split(one.Value.Text);
            for (var take = words.Count; take > 0; take--)
            {
                var phrase = string.Join(' ', words[..take]);
                if (
                    phrase.Length > best.Length
                    && phrase.Length > 2
                    && asked.Text.Has(phrase)
                    && (take > 1 || !Lexicon.Stop.Contains(phrase) && !States.IsWord(phrase))
                    && words[..take].Exists(word => !Lexicon.Stop.Contains(word))
                    && !words[..take].TrueForAll(asked.Names.Has)
                )
                    best = phrase;
            }
        }

        return
            best.Length == 0 || !best.Contains(' ', StringComparison.Ordinal) && asked.Text.Tokens.Exists(States.IsWord)
            ? null
            : (best, [.. best.Split(' '), .. without]);
    }
}
