using System.CommandLine;
using System.Diagnostics;
using System.Text.Encodings.Web;
using System.Text.Json;
using Siskin.Models.Data;
using Siskin.Models.Tasks;
using Siskin.Runtime.Vision;

namespace Siskin.Models.Commands;

/// <summary>
/// <c>siskin-models synthesize FOLDER</c>: writes samples as JSON lines and frames, to look at or to use elsewhere.
/// </summary>
internal static class SynthesizeCommand
{
    private static readonly Argument<string> Folder = new("folder")
    {
        Description = "Folder to write samples.jsonl and frames/ into.",
    };
    private static readonly Option<string[]> Tasks = new Option<string[]>("--task")
    {
        Description = "Tasks to draw (repeatable); all when left out.",
        AllowMultipleArgumentsPerToken = true,
    }.AcceptOnlyFromAmong([.. TaskCatalog.All.Select(task => task.Name)]);
    private static readonly Option<int> Count = new Option<int>("--count")
    {
        Description = "Samples per task.",
        DefaultValueFactory = _ => 100,
    }.Within(1, 10_000_000);
    private static readonly Option<int> Seed = new("--seed")
    {
        Description = "Stream of the samples.",
        DefaultValueFactory = _ => 1,
    };
    private static readonly Option<DirectoryInfo?> Photographs = new("--photographs")
    {
        Description = "Folder of labelled photographs (labels.jsonl), as for train.",
    };
    private static readonly Option<bool> Json = new("--json")
    {
        Description = "Print the samples per second of each task as JSON.",
    };

    private static readonly JsonSerializerOptions Line = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    /// <summary>The command.</summary>
    public static Command Create()
    {
        var command = new Command("synthesize", "Draw training samples into a folder.")
        {
            Folder,
            Tasks,
            Count,
            Seed,
            Photographs,
            Json,
        };
        command.SetAction(arguments => CommandErrors.Report(() => Run(arguments)));
        return command;
    }

    private static int Run(ParseResult arguments)
    {
        var folder = arguments.GetRequiredValue(Folder);
        var photographs = arguments.GetValue(Photographs)?.FullName;
        var tasks = arguments.GetValue(Tasks) is { Length: > 0 } chosen
            ? chosen
            : [.. (photographs is null ? TaskCatalog.Drawn : TaskCatalog.All).Select(task => task.Name)];
        var count = arguments.GetValue(Count);
        Directory.CreateDirectory(Path.Combine(folder, "frames"));
        var synthesizer = new Synthesizer(photographs: photographs);
        var rates = new Dictionary<string, double>();
        using var lines = new StreamWriter(Path.Combine(folder, "samples.jsonl"));
        ErrorConsole.Progress(context =>
        {
            foreach (var task in tasks)
            {
                var bar = context.AddTask(task, maxValue: count);
                long drawing = 0;
                for (var i = 0; i < count; i++, bar.Increment(1))
                {
                    var from = Stopwatch.GetTimestamp();
                    var sample = synthesizer.Draw(task, SampleSeeds.Mix(arguments.GetValue(Seed), i));
                    drawing += Stopwatch.GetTimestamp() - from;
                    lines.WriteLine(Store(sample, folder, i));
                }
                rates[task] = count / ((double)drawing / Stopwatch.Frequency);
            }
        });
        Print(rates, arguments.GetValue(Json));
        return 0;
    }

    private static string Store(Sample sample, string folder, int index)
    {
        var frame = sample.Frame is null
            ? null
            : $"frames/{sample.Task}-{index:D5}{FrameFormat.ExtensionOf(sample.Frame)}";
        if (frame is not null)
            File.WriteAllBytes(Path.Combine(folder, frame), sample.Frame!);
        return JsonSerializer.Serialize(
            new
            {
                sample.Task,
                sample.Prompt,
                sample.Sensors,
                Image = frame,
                sample.Answer,
            },
            Line
        );
    }

    private static void Print(Dictionary<string, double> rates, bool json)
    {
        if (json)
        {
            Console.WriteLine(JsonSerializer.Serialize(rates.ToDictionary(r => r.Key, r => Math.Round(r.Value))));
            return;
        }
        foreach (var (task, rate) in rates)
            Console.WriteLine($"{task, -10} {rate, 8:F0} samples/s");
    }
}
