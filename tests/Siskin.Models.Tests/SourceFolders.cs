using System.Text.RegularExpressions;

namespace Siskin.Models.Tests;

/// <summary>Which folders of a project, by their namespaces, use types of which others.</summary>
internal static partial class SourceFolders
{
    /// <summary>The folders that each one's files use: imported, spelled out, or those above it.</summary>
    public static Dictionary<string, HashSet<string>> Uses(IEnumerable<string> texts)
    {
        var files = texts
            .Select(text => CommentOrText().Replace(text, ""))
            .Select(text => (Text: text, Folder: Namespace().Match(text).Groups[1].Value))
            .Where(file => file.Folder.Length > 0)
            .ToList();
        var types = files
            .SelectMany(file =>
                Declaration().Matches(file.Text).Select(type => (Name: type.Groups[1].Value, file.Folder))
            )
            .ToLookup(type => type.Name, type => type.Folder);
        var uses = files
            .Select(file => file.Folder)
            .Distinct()
            .ToDictionary(folder => folder, _ => new HashSet<string>());
        foreach (var (text, folder) in files)
        {
            var names = Name().Matches(text).Select(name => name.Value).ToHashSet();
            uses[folder].UnionWith(uses.Keys.Where(other => other != folder && UsesTypesOf(other)));

            bool UsesTypesOf(string other) =>
                names.Contains(other) // imported
                || names.Any(name =>
                    name.StartsWith($"{other}.", StringComparison.Ordinal)
                    && types[name[(other.Length + 1)..].Split('.')[0]].Contains(other)
                )
                || RelativeNames(folder, other)
                    .Any(relative => names.Any(name => Declares(other, name, relative, folder)));
        }

        return uses;

        // A name counts for a folder above only where the own folder has no type of that name.
        bool Declares(string other, string name, string relative, string folder)
        {
            var prefix = relative.Length == 0 ? "" : $"{relative}.";
            return name.StartsWith(prefix, StringComparison.Ordinal)
                && name[prefix.Length..].Split('.')[0] is var type
                && types[type].Contains(other)
                && (relative.Length > 0 || !types[type].Contains(folder));
        }
    }

    /// <summary>The shortest way along what folders use, "a > b > a", or null.</summary>
    public static string? Way(IReadOnlyDictionary<string, HashSet<string>> uses, string from, string to)
    {
        var seen = new HashSet<string>();
        var ways = new Queue<string[]>([
            [from],
        ]);
        while (ways.TryDequeue(out var way))
        {
            foreach (var next in uses[way[^1]])
            {
                if (next == to)
                    return string.Join(" > ", [.. way, next]);
                if (seen.Add(next))
                    ways.Enqueue([.. way, next]);
            }
        }

        return null;
    }

    // What may stand before a type of the other folder: nothing where it is above, else names from a common one on.
    private static IEnumerable<string> RelativeNames(string folder, string other)
    {
        for (var above = folder; above.Length > 0; above = above[..Math.Max(0, above.LastIndexOf('.'))])
        {
            if (other == above)
                yield return "";
            else if (other.StartsWith($"{above}.", StringComparison.Ordinal))
                yield return other[(above.Length + 1)..];
        }
    }

    [GeneratedRegex(@"//[^\n]*|""(?:\\.|[^""\\\n])*""")]
    private static partial Regex CommentOrText();

    [GeneratedRegex(@"^namespace ([\w.]+);", RegexOptions.Multiline)]
    private static partial Regex Namespace();

    [GeneratedRegex(
        @"^(?:[a-z]+ )*(?:class|record struct|record|struct|interface|enum|delegate [\w<>\[\]?]+) (\w+)",
        RegexOptions.Multiline
    )]
    private static partial Regex Declaration();

    [GeneratedRegex(@"(?<![\w.])[A-Z]\w*(?:\.\w+)*")]
    private static partial Regex Name();
}
