namespace Siskin.Agent.Commands;

/// <summary>Ends a verb; the message is one sentence for people.</summary>
internal sealed class CommandException(string message, int exitCode) : Exception(message)
{
    public int ExitCode => exitCode;

    public static CommandException Failed(string message) => new(message, Commands.ExitCode.Failed);

    public static CommandException Usage(string message) => new(message, Commands.ExitCode.Usage);
}
