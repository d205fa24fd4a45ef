using System.CommandLine;

namespace Siskin.Models.Commands;

/// <summary>One of the things that a command does, such as to train or to export a network.</summary>
internal static class CommandVerb
{
    /// <summary>Makes it; what it throws is reported as by any command.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="description">What it does.</param>
    /// <param name="arguments">Its arguments, in their order.</param>
    /// <param name="options">Its options.</param>
    /// <param name="run">Does it and gives the exit code.</param>
    public static Command Of(
        string name,
        string description,
        Argument[] arguments,
        Option[] options,
        Func<ParseResult, int> run
    )
    {
        var command = new Command(name, description);
        Array.ForEach(arguments, command.Arguments.Add);
        Array.ForEach(options, command.Options.Add);
        command.SetAction(parsed => CommandErrors.Report(() => run(parsed)));
        return command;
    }
}
