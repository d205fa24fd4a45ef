using System.Collections;
using System.CommandLine;
using System.Globalization;
using System.Text.RegularExpressions;

namespace Siskin.Agent.Tests.Commands;

/// <summary>What a program's options are when nobody gives them, and which numbers they take.</summary>
/// <param name="root">The program's parser.</param>
internal sealed partial class OptionTable(RootCommand root)
{
    /// <summary>Every default as "command --option value", in the order of the commands.</summary>
    public IEnumerable<string> Defaults() =>
        from command in Commands(root, "")
        from option in command.Command.Options
        where option.HasDefaultValue && option.ValueType != typeof(bool)
        select $"{command.Name} {option.Name} {Text(option.GetDefaultValue())}";

    /// <summary>The options whose description says from where to where their numbers go.</summary>
    public IEnumerable<string> Ranged() =>
        from command in Commands(root, "")
        from option in command.Command.Options
        where IsRanged(option)
        select $"{command.Name} {option.Name}";

    /// <summary>
    /// Where a range that a description states is not the one that is taken: its ends are, the numbers beyond are not,
    /// and the message says so.
    /// </summary>
    public IEnumerable<string> RangeProblems()
    {
        foreach (var (command, name) in Commands(root, ""))
        {
            foreach (var option in command.Options)
            {
                if (!IsRanged(option))
                    continue;
                var range = Range().Match(option.Description!);
                var (low, high) = (Number(range.Groups["low"]), Number(range.Groups["high"]));
                foreach (var inside in new[] { low, high })
                {
                    if (Errors(name, option, inside).Any())
                        yield return $"{name} {option.Name} does not take {inside}.";
                }
                foreach (var outside in new[] { low - 1, high + 1 })
                {
                    if (!Errors(name, option, outside).Any(error => error.Contains($"{low} to {high}")))
                        yield return $"{name} {option.Name} takes {outside}, or does not say {low} to {high}.";
                }
            }
        }
    }

    private static bool IsRanged(Option option) =>
        (option.ValueType == typeof(int) || option.ValueType == typeof(int[]))
        && Range().IsMatch(option.Description ?? "");

    // Other options that are missing are no matter here.
    private IEnumerable<string> Errors(string command, Option option, long value) =>
        root.Parse([.. command.Split(' '), option.Name, value.ToString(CultureInfo.InvariantCulture)])
            .Errors.Select(error => error.Message)
            .Where(message => message.Contains($"{option.Name} {value}", StringComparison.Ordinal));

    private static long Number(Group group) => long.Parse(group.Value, CultureInfo.InvariantCulture);

    private static string Text(object? value) =>
        value is IEnumerable many and not string
            ? string.Join(',', many.Cast<object>().Select(Text))
            : Convert.ToString(value, CultureInfo.InvariantCulture)!;

    private static IEnumerable<(Command Command, string Name)> Commands(Command command, string prefix) =>
        command.Subcommands.SelectMany(sub =>
            sub.Subcommands.Count == 0 ? [(sub, prefix + sub.Name)] : Commands(sub, $"{prefix}{sub.Name} ")
        );

    [GeneratedRegex(@"(?<![\w.])(?<low>\d+) to (?<high>\d+)(?![\w]|\.\d)")]
    private static partial Regex Range();
}
