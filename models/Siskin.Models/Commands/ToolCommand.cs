using System.CommandLine;

namespace Siskin.Models.Commands;

/// <summary>The command line of <c>siskin-models</c>: one file per verb, listed here.</summary>
internal static class ToolCommand
{
    /// <summary>The root command with every verb.</summary>
    public static RootCommand Create() => new("Defines, trains, exports and evaluates Siskin's models.")
    {
        SynthesizeCommand.Create(),
        TokenizerCommand.Create(),
        TrainCommand.Create(),
        ExportCommand.Create(),
        EvaluateCommand.Create(),
        RandomCommand.Create(),
    };
}
