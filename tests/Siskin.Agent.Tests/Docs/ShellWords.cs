using System.Text;

namespace Siskin.Agent.Tests.Docs;

/// <summary>As much of a shell's grammar as the examples use: quotes, comments, pipes, lists.</summary>
internal static class ShellWords
{
    /// <summary>The commands of one line.</summary>
    public static IEnumerable<IReadOnlyList<string>> Commands(string line)
    {
        var words = new List<string>();
        foreach (var word in Words(line))
        {
            if (word is not ("|" or "&&" or "||" or ";" or "&"))
            {
                words.Add(word);
                continue;
            }

            if (words.Count > 0)
                yield return words;
            words = [];
        }

        if (words.Count > 0)
            yield return words;
    }

    private static List<string> Words(string line)
    {
        var words = new List<string>();
        StringBuilder? word = null;
        var quote = '\0';
        foreach (var c in line)
        {
            if (quote == '\0' && c == '#' && word is null)
                break;
            if (quote == '\0' && char.IsWhiteSpace(c))
            {
                if (word is not null)
                    words.Add(word.ToString());
                word = null;
            }
            else if (quote == '\0' && c is '"' or '\'' || c == quote)
            {
                quote = quote == '\0' ? c : '\0';
                word ??= new StringBuilder();
            }
            else
            {
                (word ??= new StringBuilder()).Append(c);
            }
        }

        if (word is not null)
            words.Add(word.ToString());
        return words;
    }
}
