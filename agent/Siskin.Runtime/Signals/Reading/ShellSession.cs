using System.Text.RegularExpressions;

namespace Siskin.Runtime.Signals.Reading;

/// <summary>What was typed at a prompt and what was printed: each output is a text of its own.</summary>
internal static partial class ShellSession
{
    private const int Most = 16;

    /// <summary>The outputs; null where the text has no prompt.</summary>
    public static List<string>? Outputs(string[] lines)
    {
        if (!lines.Any(line => Prompt().IsMatch(line)))
            return null;
        var outputs = new List<string>();
        var output = new List<string>();
        foreach (var line in lines)
        {
            if (!Prompt().IsMatch(line))
            {
                output.Add(line);
                continue;
            }

            End();
        }

        End();
        return outputs.Count is > 0 and <= Most ? outputs : null;

        void End()
        {
            if (output.Exists(line => line.Trim().Length > 0))
                outputs.Add(string.Join('\n', output));
            output.Clear();
        }
    }

    [GeneratedRegex(
        @"^(?:\[?[\w.-]+@[\w.-]+[ :][^#$>\]]*\]?[#$>]|[\w.-]+@[\w.-]+ [^%]{0,60} %(?= )|[$#>](?=\s+[a-z./]))\s*\S.*$|^[\w.-]+@[\w.-]+:\S*[#$]\s*$"
    )]
    private static partial Regex Prompt();
}
