using System.Text.RegularExpressions;

namespace Siskin.Agent.Tests.Docs;

/// <summary>A fenced block.</summary>
/// <param name="Page">Path of its page in the repository.</param>
/// <param name="Line">Line of its first fence, from 1.</param>
/// <param name="Language">What stands behind the fence, or an empty text.</param>
/// <param name="Text">Its lines.</param>
/// <param name="NotRun">Why nobody runs it in a test, by a comment above it; null where somebody does.</param>
/// <param name="IsOutput">Whether it shows what the block right above it prints.</param>
internal sealed partial record MarkdownBlock(
    string Page,
    int Line,
    string Language,
    string Text,
    string? NotRun,
    bool IsOutput
)
{
    private const string Fence = "```";

    /// <summary>Where it stands, for messages.</summary>
    public string Place => $"{Page}:{Line}";

    /// <summary>
    /// Its commands, each by its words without quotes: continued lines joined, pipes and lists split.
    /// </summary>
    public IEnumerable<IReadOnlyList<string>> Commands =>
        Language != "sh"
            ? []
            : HereDocument()
                .Replace(Text, "\n")
                .Replace("\\\n", " ", StringComparison.Ordinal)
                .Split('\n')
                .SelectMany(ShellWords.Commands);

    public static IEnumerable<MarkdownBlock> Read(string page, string text)
    {
        var lines = text.ReplaceLineEndings("\n").Split('\n');
        MarkdownBlock? above = null;
        string? reason = null;
        for (var i = 0; i < lines.Length; i++)
        {
            if (!lines[i].StartsWith(Fence, StringComparison.Ordinal))
            {
                // Only blank lines may stand between a block and its mark, or between commands and what they print.
                if (lines[i].Trim().Length > 0)
                    (above, reason) = (
                        null,
                        Mark().Match(lines[i]) is { Success: true } mark ? mark.Groups[1].Value : null
                    );
                continue;
            }

            var start = i;
            while (++i < lines.Length && lines[i] != Fence) { }

            var language = lines[start][Fence.Length..];
            var output = language is "text" or "json" && above is { Language: "sh", NotRun: null };
            above = new MarkdownBlock(
                page,
                start + 1,
                language,
                string.Join('\n', lines[(start + 1)..i]),
                reason,
                output
            );
            reason = null;
            yield return above;
        }
    }

    [GeneratedRegex("^<!-- not run: (.+) -->$")]
    private static partial Regex Mark();

    [GeneratedRegex(@"(?<=<<'END')\n.*?\nEND$", RegexOptions.Singleline | RegexOptions.Multiline)]
    private static partial Regex HereDocument();
}
