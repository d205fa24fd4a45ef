using System.Text;

namespace Siskin.Runtime.Signals.Ranking;

/// <summary>
/// What everyday words say of quantities, things and states, beyond the <see cref="Questions.Concepts"/> that the rules
/// read: a line a meaning, of the words and phrases of questions, the words of names, and the units. A plus or minus
/// behind a phrase says that the highest or the lowest is asked for. They only lend weight: a word may have many
/// meanings, and the ranking learns what each is worth.
/// </summary>
internal static class Meanings
{
    /// <summary>
    /// The lines of <c>meanings.txt</c>: three fields each, parted by bars; phrases are parted by commas, words of
    /// names and units by blanks.
    /// </summary>
    public static string[] Lines()
    {
        using var reader = new StreamReader(
            typeof(Meanings).Assembly.GetManifestResourceStream("Siskin.Runtime.Signals.Ranking.meanings.txt")!,
            Encoding.UTF8
        );
        return reader.ReadToEnd().TrimEnd('\n').Split('\n');
    }
}
