using System.CommandLine;
using System.Text.RegularExpressions;

namespace Siskin.Agent.Tests.Docs;

/// <summary>Holds the commands and options that the documentation names against a program's parser.</summary>
/// <param name="program">How the program is called.</param>
/// <param name="root">Its parser.</param>
/// <param name="isOwner">Whether options without a command on a page are this program's.</param>
internal sealed partial class OptionCheck(string program, RootCommand root, Func<MarkdownPage, bool> isOwner)
{
    private readonly HashSet<string> _everyOption = [.. All(root).SelectMany(NamesOf)];

    /// <summary>What is named and does not exist, with its place.</summary>
    public IEnumerable<string> Problems()
    {
        foreach (var page in MarkdownPage.Current)
        {
            foreach (var block in page.Blocks)
            foreach (var words in block.Commands)
            foreach (var problem in OfCommand(words))
                yield return $"{block.Place}: {problem}";
            foreach (var span in page.Spans)
            foreach (var problem in OfSpan(page, [.. ShellWords.Commands(span).SelectMany(words => words)]))
                yield return $"{page.Name}, `{span}`: {problem}";
        }
    }

    // "siskin ask --json", behind variables and folders, too.
    private IEnumerable<string> OfCommand(IReadOnlyList<string> words)
    {
        var at = words
            .ToList()
            .FindIndex(word => word == program || word.EndsWith("/" + program, StringComparison.Ordinal));
        return at < 0 ? [] : Unknown(root, [.. words.Skip(at + 1)]);
    }

    private IEnumerable<string> OfSpan(MarkdownPage page, IReadOnlyList<string> words)
    {
        if (words.Count == 0)
            return [];
        if (words[0] == program)
            return Unknown(root, [.. words.Skip(1)]);
        if (!isOwner(page))
            return [];
        if (root.Subcommands.Any(command => command.Name == words[0]))
            return Unknown(root, words);
        return words[0].StartsWith("--", StringComparison.Ordinal) && !_everyOption.Contains(NameOf(words[0]))
            ? [$"{words[0]} is no option of {program}"]
            : [];
    }

    private static IEnumerable<string> Unknown(Command command, IReadOnlyList<string> words)
    {
        var at = 0;
        while (at < words.Count && command.Subcommands.FirstOrDefault(sub => sub.Name == words[at]) is { } sub)
            (command, at) = (sub, at + 1);
        if (command.Subcommands.Count > 0 && at < words.Count && !words[at].StartsWith('-'))
            yield return $"{words[at]} is no command";
        var names = NamesOf(command).Append("--version").ToHashSet();
        foreach (var word in words.Skip(at).Where(word => OptionName().IsMatch(word) && !names.Contains(NameOf(word))))
            yield return $"{word} is no option of {command.Name}";
    }

    private static IEnumerable<Command> All(Command command) => command.Subcommands.SelectMany(All).Prepend(command);

    private static IEnumerable<string> NamesOf(Command command) =>
        command.Options.SelectMany(option => option.Aliases.Append(option.Name)).Append("--help");

    private static string NameOf(string word) => word.Split('=')[0];

    [GeneratedRegex("^--?[a-z][a-z-]*(=|$)")]
    private static partial Regex OptionName();
}
