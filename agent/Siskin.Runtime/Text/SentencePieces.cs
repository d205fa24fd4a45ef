using System.Text;

namespace Siskin.Runtime.Text;

/// <summary>
/// Byte-pair encoding as SentencePiece trains it: a text is one piece, with '▁' in place of spaces and one in front;
/// characters that the vocabulary lacks are spelled in bytes. A word that is a special token is text like any other.
/// </summary>
/// <param name="characters">Ids of the characters that are tokens.</param>
/// <param name="byteIds">Ids of the tokens that stand for one byte.</param>
/// <param name="merges">What is joined.</param>
internal sealed class SentencePieces(IReadOnlyDictionary<Rune, int> characters, int[] byteIds, MergeTable merges)
{
    /// <summary>What stands for a space.</summary>
    public const char Space = '\u2581';

    /// <summary>Appends the tokens of a text.</summary>
    public void Encode(ReadOnlySpan<char> text, List<int> ids)
    {
        if (text.IsEmpty)
            return;
        var spelled = new List<int>(text.Length + 1);
        Spell(new Rune(Space), spelled);
        foreach (var character in text.EnumerateRunes())
            Spell(character == new Rune(' ') ? new Rune(Space) : character, spelled);
        int[] tokens = [.. spelled];
        ids.AddRange(tokens.AsSpan(0, merges.Apply(tokens)));
    }

    private void Spell(Rune character, List<int> ids)
    {
        if (characters.TryGetValue(character, out var id))
        {
            ids.Add(id);
            return;
        }
        Span<byte> bytes = stackalloc byte[4];
        foreach (var one in bytes[..character.EncodeToUtf8(bytes)])
            ids.Add(byteIds[one]);
    }
}
