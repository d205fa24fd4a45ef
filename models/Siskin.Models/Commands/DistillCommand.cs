using System.CommandLine;
using Siskin.Models.Runs;
using Siskin.Models.Training.Distillation;
using static Siskin.Models.Commands.NumberOption;

namespace Siskin.Models.Commands;

/// <summary><c>siskin-models distill</c>: trains a student on what a larger teacher would say, resumable.</summary>
internal static class DistillCommand
{
    private static readonly DistillationOptions Defaults = new();

    private static readonly Option<DirectoryInfo> Teacher = new("--teacher")
    {
        Description =
            "Checkpoint of the teacher, a run of 'train' with the same tokenizer: a larger network of either "
            + "architecture.",
        Required = true,
    };
    private static readonly Option<DirectoryInfo?> Student = new("--student")
    {
        Description =
            "Checkpoint whose weights a new run begins with; without it random weights, whose own answers teach "
            + "little at first.",
    };
    private static readonly Option<double> Alpha = Number(
            "--alpha",
            Defaults.Alpha,
            "Part of the teacher in the loss; the rest is the cross-entropy of the right answer."
        )
        .Within(0, 1);
    private static readonly Option<double> Temperature = Number(
            "--temperature",
            Defaults.Temperature,
            "Softens both distributions; their distance counts times its square."
        )
        .Within(0.05, 20);
    private static readonly Option<bool> OffPolicy = new("--off-policy")
    {
        Description = "Compare on the right answer; without it on an answer that the student draws.",
    };
    private static readonly Option<bool> Reverse = new("--reverse-kl")
    {
        Description = "KL(student || teacher); without it the cross-entropy with the teacher's distribution as target.",
    };
    private static readonly Option<double> SampleTemperature = Number(
            "--sample-temperature",
            Defaults.Sampling.Temperature,
            "Temperature of the student's draws."
        )
        .Within(0.05, 20);
    private static readonly Option<int> TopK = Number(
            "--top-k",
            Defaults.Sampling.TopK,
            "Likeliest tokens that the student draws from."
        )
        .Within(1, 1_000_000);

    /// <summary>The command.</summary>
    public static Command Create()
    {
        var options = new TrainOptions();
        var command = new Command("distill", "Train a model on what a larger one, its teacher, would say.");
        command.Add(Teacher);
        command.Add(Student);
        options.AddTo(command);
        foreach (var option in (Option[])[Alpha, Temperature, OffPolicy, Reverse, SampleTemperature, TopK])
            command.Add(option);
        command.SetAction(arguments =>
            CommandErrors.Report(() =>
            {
                var recipe = options.Recipe(arguments);
                var device = options.Device(arguments);
                var tokenizer = options.Tokenizer(arguments, recipe);
                var distillation = Options(arguments);
                using var teacher = TeacherNetwork.Load(arguments.GetRequiredValue(Teacher).FullName, recipe.Model);
                var objective = new DistillationObjective(teacher, distillation, tokenizer.Tokens);
                var student = arguments.GetValue(Student)?.FullName;
                if (student is not null)
                    StudentCheck.Require(student, recipe.Model);
                var folder = options.Folder(arguments);
                DistillationRecord.Keep(folder, arguments.GetRequiredValue(Teacher).FullName, distillation);
                new TrainingRun(recipe, device, tokenizer, folder)
                {
                    Photographs = options.PhotographFolder(arguments),
                    Objective = _ => objective,
                    BeginsWith = student,
                }.Run();
                return 0;
            })
        );
        return command;
    }

    private static DistillationOptions Options(ParseResult arguments) =>
        new()
        {
            Alpha = arguments.GetValue(Alpha),
            Temperature = arguments.GetValue(Temperature),
            OffPolicy = arguments.GetValue(OffPolicy),
            Reverse = arguments.GetValue(Reverse),
            Sampling = new SamplingOptions
            {
                Temperature = arguments.GetValue(SampleTemperature),
                TopK = arguments.GetValue(TopK),
            },
        };
}
