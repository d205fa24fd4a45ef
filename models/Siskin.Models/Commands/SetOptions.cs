using System.CommandLine;
using System.CommandLine.Parsing;
using Siskin.Models.Data;
using Siskin.Models.Evaluation;
using Siskin.Models.Evaluation.RecordedSeries;
using Siskin.Runtime.Bundles;

namespace Siskin.Models.Commands;

/// <summary>
/// The options by which <c>evaluate</c> is told what to ask: synthetic sets, a folder of frames or one of series.
/// </summary>
internal static class SetOptions
{
    private static readonly Option<string[]> Sets = new("--set")
    {
        Description = "Synthetic sets (repeatable); all of the bundle's tasks when left out.",
        AllowMultipleArgumentsPerToken = true,
    };

    private static readonly Option<string?> Frames = new("--frames")
    {
        Description = "Folder with frames and labels.tsv, instead of the synthetic sets.",
    };
    private static readonly Option<string?> Prompt = new("--prompt")
    {
        Description = "Asked about every frame of --frames.",
    };
    private static readonly Option<double> Tolerance = new("--tolerance")
    {
        Description = "Largest numeric error that counts as right for --frames; exact text when left out.",
    };
    private static readonly Option<double> Period = new("--period")
    {
        Description = "Where the scale of --frames closes, such as 10 for a 0-9 dial.",
    };
    private static readonly Option<string?> Series = new("--series")
    {
        Description =
            "Folder with recorded series (CSV files of timestamp,value), instead of the synthetic sets: "
            + "hourly windows, asked for limits and trends.",
    };
    private static readonly Option<int> Limit = new Option<int>("--limit")
    {
        Description = "Most samples of a set.",
        DefaultValueFactory = _ => 500,
    }.Within(1, int.MaxValue);

    /// <summary>Every option, in the order of the help.</summary>
    public static IReadOnlyList<Option> All { get; } = [Sets, Frames, Prompt, Tolerance, Period, Series, Limit];

    /// <summary>Reports what does not go together.</summary>
    public static void Validate(CommandResult result)
    {
        if (result.GetValue(Frames) is not null && result.GetValue(Prompt) is null)
            result.AddError("--frames needs --prompt");
        if (result.GetValue(Frames) is not null && result.GetValue(Series) is not null)
            result.AddError("--frames and --series exclude each other");
    }

    /// <summary>The most samples of a set.</summary>
    public static int LimitOf(ParseResult arguments) => arguments.GetValue(Limit);

    /// <summary>The sets that are asked for, by name; each is drawn when it is its turn.</summary>
    /// <exception cref="InvalidDataException">A folder does not hold what the option says.</exception>
    public static IEnumerable<(string Name, Func<Action, EvaluationSet> Draw)> SetsOf(
        ParseResult arguments,
        BundleManifest manifest
    )
    {
        var limit = arguments.GetValue(Limit);
        if (arguments.GetValue(Frames) is { } folder)
        {
            var set = FrameFolder.Read(folder, arguments.GetRequiredValue(Prompt)!, FolderScoring(arguments));
            return [Read(set, limit)];
        }

        if (arguments.GetValue(Series) is { } series)
        {
            return Recording
                .ReadFolder(series)
                .SelectMany((recording, place) => RecordingSets.Of(recording, place))
                .Select(set => Read(set, limit));
        }

        var heldOut = new HeldOutSets();
        var names = arguments.GetValue(Sets) is { Length: > 0 } chosen
            ? chosen
            : heldOut.NamesFor(manifest.Tasks.Select(task => task.Name));
        return names.Select(name => (name, (Func<Action, EvaluationSet>)(drawn => heldOut.Draw(name, limit, drawn))));
    }

    private static (string Name, Func<Action, EvaluationSet> Draw) Read(EvaluationSet set, int limit) =>
        (set.Name, _ => set with { Samples = [.. set.Samples.Take(limit)] });

    private static Scoring FolderScoring(ParseResult arguments)
    {
        (var tolerance, var period) = (arguments.GetValue(Tolerance), arguments.GetValue(Period));
        return period > 0 ? new Scoring(ScoringKind.Circular, tolerance, period)
            : tolerance > 0 ? new Scoring(ScoringKind.Within, tolerance)
            : Scoring.Exact;
    }
}
