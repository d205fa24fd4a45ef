using System.Text.RegularExpressions;

namespace Siskin.Agent.Watches;

/// <summary>What devices write in place of a number that they do not have.</summary>
internal static partial class NonFinite
{
    /// <summary>Whether the text is "NaN", an infinity or "null".</summary>
    public static bool Is(string text) => Whole().IsMatch(text);

    /// <summary>JSON with null in place of bare NaN and infinities; strings stay as they are.</summary>
    public static string ToNull(string json) =>
        Bare().Replace(json, match => match.Value[0] == '"' ? match.Value : "null");

    [GeneratedRegex(
        @"^[-+]?(nan|inf(inity)?|null)$",
        RegexOptions.CultureInvariant | RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture
    )]
    private static partial Regex Whole();

    // A string first, so that nothing inside one is found.
    [GeneratedRegex(
        @"""(?>[^""\\]+|\\.)*""|(?<![\w.])[-+]?(nan|inf(inity)?)(?![\w.])",
        RegexOptions.CultureInvariant | RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture
    )]
    private static partial Regex Bare();
}
