using Siskin.Runtime.Bundles;

namespace Siskin.Runtime.Text;

/// <summary>
/// The text part of the encoder input, the same for training and serving. The whole input is
/// [patch embeddings of the frame] [prompt] and, with sensor text, [<c>&lt;|sensors|&gt;</c>] [sensor text].
/// </summary>
public static class PromptLayout
{
    /// <summary>The token ids behind the patch embeddings.</summary>
    /// <param name="tokenizer">Encodes both texts; neither can produce a special token.</param>
    /// <param name="tokens">Special tokens of the model.</param>
    /// <param name="prompt">The question.</param>
    /// <param name="sensors">Sensor text; null or empty when there is none.</param>
    /// <param name="template">
    /// The text that a model expects around both, with <c>{prompt}</c> and <c>{sensors}</c> in their places; null for
    /// the layout above.
    /// </param>
    /// <returns>Ids, (T).</returns>
    public static int[] Encode(
        BpeTokenizer tokenizer,
        SpecialTokens tokens,
        string prompt,
        string? sensors,
        string? template = null
    )
    {
        if (template is not null)
            return tokenizer.Encode(Fill(template, prompt, sensors ?? ""));
        var ids = new List<int>((prompt.Length + (sensors?.Length ?? 0)) / 2 + 4);
        tokenizer.Encode(prompt, ids);
        if (!string.IsNullOrEmpty(sensors))
        {
            if (tokens.Sensors >= 0)
                ids.Add(tokens.Sensors);
            else
                tokenizer.Encode("\n", ids);
            tokenizer.Encode(sensors, ids);
        }
        return [.. ids];
    }

    // At once: what a prompt says is no place for the sensors.
    private static string Fill(string template, string prompt, string sensors) =>
        string.Join(
            prompt,
            template
                .Split(TextForm.Prompt)
                .Select(part => part.Replace(TextForm.Sensors, sensors, StringComparison.Ordinal))
        );
}
