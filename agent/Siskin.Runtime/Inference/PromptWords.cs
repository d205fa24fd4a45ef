namespace Siskin.Runtime.Inference;

/// <summary>The words of a prompt that say what is asked for.</summary>
public static class PromptWords
{
    /// <summary>
    /// In lower case, without a plural's s and without <see cref="FunctionWords"/>; a word may come twice.
    /// </summary>
    public static IEnumerable<string> Of(string prompt)
    {
        var words = new List<string>();
        var reader = new WordReader(prompt);
        while (reader.Next(out var word))
        {
            if (!FunctionWords.Contains(word))
                words.Add(word.ToString());
        }

        return words;
    }
}
