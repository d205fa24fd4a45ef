using System.CommandLine;
using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;
using Siskin.Agent.Commands;

namespace Siskin.Agent.Tests.Commands;

/// <summary>The manual page says what the program takes, and nothing that it does not.</summary>
public sealed partial class ManPageTests
{
    // troff writes a hyphen that is typed as "\-".
    private static readonly string Page = File.ReadAllText(
            Path.GetFullPath(Path.Combine(Path.GetDirectoryName(ThisFile())!, "../../../packaging/man/siskin.1"))
        )
        .Replace("\\-", "-", StringComparison.Ordinal);

    [Fact]
    public void Every_command_has_a_section()
    {
        var leaves = Leaves(CommandLine.Root(), "").ToArray();

        Assert.Contains("bundle sign", leaves);
        Assert.All(leaves, name => Assert.Contains($"\n.SS {name}\n", Page, StringComparison.Ordinal));
        Assert.Equal(leaves.Order(), Section().Matches(Page).Select(match => match.Groups[1].Value).Order());
    }

    [Fact]
    public void Every_option_is_there_and_none_that_is_not()
    {
        var options = All(CommandLine.Root())
            .SelectMany(command => command.Options)
            .Select(option => option.Name)
            .Where(name => name != "--help")
            .ToHashSet();

        Assert.Equal(options.Order(), Option().Matches(Page).Select(match => match.Value).Distinct().Order());
    }

    [Fact]
    public void Options_of_a_command_are_named_in_its_section() =>
        Assert.All(
            All(CommandLine.Root()).Where(command => command.Subcommands.Count == 0 && command is not RootCommand),
            command =>
            {
                var name =
                    command.Parents.First() is RootCommand
                        ? command.Name
                        : $"{command.Parents.First().Name} {command.Name}";
                var start = Page.IndexOf($"\n.SS {name}\n", StringComparison.Ordinal);
                var end = NextSection().Match(Page, start + 5).Index;
                var section = Page[start..end];
                Assert.All(
                    command.Options.Where(option => option.Name != "--help"),
                    option => Assert.Contains(option.Name, section, StringComparison.Ordinal)
                );
            }
        );

    private static IEnumerable<string> Leaves(Command command, string prefix) =>
        command.Subcommands.SelectMany(sub =>
            sub.Subcommands.Count == 0 ? [prefix + sub.Name] : Leaves(sub, $"{prefix}{sub.Name} ")
        );

    private static IEnumerable<Command> All(Command command) => command.Subcommands.SelectMany(All).Prepend(command);

    [GeneratedRegex("^\\.SS (.+)$", RegexOptions.Multiline)]
    private static partial Regex Section();

    [GeneratedRegex("\\n\\.S[SH] ")]
    private static partial Regex NextSection();

    [GeneratedRegex("--[a-z][a-z-]+")]
    private static partial Regex Option();

    private static string ThisFile([CallerFilePath] string path = "") => path;
}
