using System.Text.RegularExpressions;

namespace Siskin.Agent.Watches;

/// <summary>A question with places for values: <c>Is the gauge above {boiler/limit}?</c></summary>
internal static partial class PromptTemplate
{
    /// <summary>Longest value in a question; sensors say what they like.</summary>
    public const int MaxChars = 64;

    /// <summary>Fills the places, or names the first that has no value.</summary>
    /// <param name="template">The question.</param>
    /// <param name="valueOf">The text of a value by its name, or null.</param>
    /// <param name="prompt">The filled question.</param>
    /// <returns>The name of a missing value, or null when none is missing.</returns>
    public static string? Fill(string template, Func<string, string?> valueOf, out string prompt)
    {
        string? missing = null;
        prompt = Place()
            .Replace(
                template,
                match =>
                {
                    var name = match.Groups["name"].Value;
                    if (valueOf(name) is { } value)
                        return OneLine(value);
                    missing ??= name;
                    return "";
                }
            );
        return missing;
    }

    private static string OneLine(string value) =>
        string.Concat(value.Take(MaxChars).Select(c => char.IsControl(c) ? ' ' : c));

    [GeneratedRegex(@"\{(?<name>[^{}\s]+)\}", RegexOptions.CultureInvariant)]
    private static partial Regex Place();
}
