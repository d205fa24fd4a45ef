using Siskin.Models.Tokenization;
using Siskin.Runtime.Bundles;

namespace Siskin.Models.Export;

/// <summary>A valid <c>tokenizer.json</c> of any size with made-up merges, for bundles with random weights.</summary>
internal static class RandomVocabulary
{
    private const string Letters = "abcdefghijklmnopqrstuvwxyz";
    private const int SpecialsAndBytes = 5 + 256;

    /// <summary>Ids of its special tokens.</summary>
    public static SpecialTokens Tokens { get; } = new(0, 1, 2, 3, 4);

    /// <param name="size">Number of tokens, at least 261: specials and bytes.</param>
    public static byte[] Write(int size)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(size, SpecialsAndBytes);
        var merges = new List<BpeMerge>();
        var stems = new Queue<string>(Letters.Select(letter => letter.ToString()));
        while (merges.Count < size - SpecialsAndBytes)
        {
            var stem = stems.Dequeue();
            foreach (var letter in Letters.Take(size - SpecialsAndBytes - merges.Count))
            {
                merges.Add(new BpeMerge(stem, letter.ToString()));
                stems.Enqueue(stem + letter);
            }
        }

        return TokenizerFile.Write(merges);
    }
}
