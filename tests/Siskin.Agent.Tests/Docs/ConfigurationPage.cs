using System.Text;
using System.Text.RegularExpressions;

namespace Siskin.Agent.Tests.Docs;

/// <summary>The tables of docs/configuration.md, written from the annotated sample configuration.</summary>
internal static partial class ConfigurationPage
{
    /// <summary>A section for each table: its keys with what they show and the comment above them.</summary>
    public static string Render(string sample)
    {
        var page = new StringBuilder();
        var comment = new List<string>();
        var rows = new List<(List<string> Keys, string About)>();
        foreach (var line in sample.ReplaceLineEndings("\n").Split('\n').SkipWhile(line => !Table().IsMatch(line)))
        {
            if (Table().Match(line) is { Success: true } table)
            {
                Flush(page, rows);
                // A comment above [[watch]] is about all of it.
                page.Append($"\n## `{table.Groups["name"].Value}`\n\n");
                if (comment.Count > 0)
                    page.Append(Paragraph(comment)).Append("\n\n");
                comment.Clear();
            }
            else if (Key().Match(line) is { Success: true } key)
            {
                var remark = key.Groups["remark"].Value;
                if (comment.Count > 0 || rows.Count == 0)
                    rows.Add(([], Paragraph(comment)));
                comment.Clear();
                var shown = $"`{key.Groups["key"].Value} = {key.Groups["value"].Value.Trim()}`";
                rows[^1].Keys.Add(remark.Length > 0 ? $"{shown} ({remark})" : shown);
            }
            else if (line.StartsWith('#'))
            {
                comment.Add(line.Length > 2 ? line[2..] : "");
            }
        }

        Flush(page, rows);
        return page.ToString().TrimStart('\n');
    }

    private static void Flush(StringBuilder page, List<(List<string> Keys, string About)> rows)
    {
        if (rows.Count > 0)
            page.Append("| key and default | meaning |\n|---|---|\n");
        foreach (var (keys, about) in rows)
            page.Append($"| {string.Join("<br>", keys)} | {about} |\n");
        rows.Clear();
    }

    // Indented lines are items or, in brackets, an example; the others are one text.
    private static string Paragraph(List<string> lines)
    {
        var text = new StringBuilder();
        foreach (var line in lines)
        {
            var words = Spaces().Replace(line.Trim(), " ");
            var example =
                line.StartsWith("  ", StringComparison.Ordinal) && (words[0] is '{' or ']' || words[^1] == '[');
            var item =
                line.StartsWith("  ", StringComparison.Ordinal) && !line.StartsWith("     ", StringComparison.Ordinal);
            if (text.Length > 0)
                text.Append(example || item ? "<br>" : " ");
            text.Append(example ? $"`{words}`" : words);
        }

        return text.ToString().Replace("|", "\\|", StringComparison.Ordinal);
    }

    [GeneratedRegex(" {2,}")]
    private static partial Regex Spaces();

    [GeneratedRegex(@"^#?(?<name>\[\[?[a-z_.]+\]\]?)$")]
    private static partial Regex Table();

    [GeneratedRegex(@"^#?(?<key>[a-z0-9_]+) = (?<value>""[^""]*""|\[.*\]|[^#]+?)\s*(?:# (?<remark>.+))?$")]
    private static partial Regex Key();
}
