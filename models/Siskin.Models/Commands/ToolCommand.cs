using System.CommandLine;

namespace Siskin.Models.Commands;

/// <summary>The command line of <c>siskin-models</c>: one file per verb, listed here.</summary>
internal static class ToolCommand
{
    /// <summary>Runs a command line. Exit codes: 0 done, 1 failed, 2 wrong usage or input.</summary>
    public static async Task<int> RunAsync(params string[] arguments)
    {
        var parsed = Create().Parse(arguments);
        var code = await parsed.InvokeAsync();
        return parsed.Errors.Count > 0 ? 2 : code;
    }

    /// <summary>The root command with every verb.</summary>
    private static RootCommand Create() =>
        new("Defines, trains, exports and evaluates Siskin's models.")
        {
            SynthesizeCommand.Create(),
            TokenizerCommand.Create(),
            TrainCommand.Create(),
            DistillCommand.Create(),
            RestoreCommand.Create(),
            AverageCommand.Create(),
            RankCommand.Create(),
            VectorsCommand.Create(),
            ColumnsCommand.Create(),
            ExportCommand.Create(),
            ImportCommand.Create(),
            CalibrateCommand.Create(),
            CanaryCommand.Create(),
            ScopeCommand.Create(),
            OcrCommand.Create(),
            HandsCommand.Create(),
            SubDialsCommand.Create(),
            RowsCommand.Create(),
            RowDetectorCommand.Create(),
            RequantizeCommand.Create(),
            WidenCommand.Create(),
            ShipCommand.Create(),
            EvaluateCommand.Create(),
            CompareCommand.Create(),
            RandomCommand.Create(),
            LintCommand.Create(),
        };
}
