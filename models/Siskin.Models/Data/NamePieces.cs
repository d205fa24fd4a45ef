using System.Text;
using Siskin.Runtime.Text;

namespace Siskin.Models.Data;

/// <summary>What a tokenizer cuts words into.</summary>
public static class NamePieces
{
    /// <summary>The tokens of two and more lower-case letters, in the order of their ids.</summary>
    public static IReadOnlyList<string> Of(BpeTokenizer tokenizer)
    {
        var pieces = new List<string>();
        for (var id = 0; id < tokenizer.VocabSize; id++)
        {
            var piece = Encoding.UTF8.GetString(tokenizer.BytesOf(id));
            if (piece.Length > 1 && piece.All(char.IsAsciiLetterLower))
                pieces.Add(piece);
        }
        return pieces;
    }
}
