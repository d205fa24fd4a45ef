using System.Text.RegularExpressions;

namespace Siskin.Runtime.Signals.Reading;

/// <summary>
/// Branches that are drawn before lines, <c>│  ├─ voltage: 231 V</c>, written as indentation; drawn boxes of cells,
/// <c>│ North │ 74 % │</c>, written with plain bars.
/// </summary>
internal static partial class TreeMarks
{
    /// <summary>The text with blanks in the place of its branches; the same one where it has none.</summary>
    public static string Plain(string text) =>
        text.AsSpan().ContainsAny('┬', '┼', '╦') || text.Contains('║', StringComparison.Ordinal)
            ? Box()
                .Replace(
                    text,
                    match =>
                        match.ValueSpan[0] is '│' or '┃' or '║' ? "|"
                        : match.ValueSpan[0] is '─' or '━' or '═' ? "-"
                        : "+"
                )
        : text.AsSpan().ContainsAny('├', '└', '╰') || text.Contains("|-- ", StringComparison.Ordinal)
            ? Branch().Replace(text, match => new string(' ', match.Length))
        : text;

    [GeneratedRegex("[│┃║─━═┌┬┐├┼┤└┴┘╔╦╗╠╬╣╚╩╝╭╮╰╯┏┳┓┣╋┫┗┻┛╞╪╡]")]
    private static partial Regex Box();

    // One set of bars and blanks: parts of several lengths would be tried in every combination.
    [GeneratedRegex(@"^[│┃| ]*(?:[├└╰][─━]*|[|`]--) (?=\S)", RegexOptions.Multiline)]
    private static partial Regex Branch();
}
