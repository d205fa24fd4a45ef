using System.CommandLine;
using Siskin.Models.Recipes;
using Siskin.Models.Training;
using Siskin.Runtime.Text;

namespace Siskin.Models.Commands;

/// <summary>What <c>train</c> and <c>distill</c> are told alike.</summary>
internal sealed class TrainOptions
{
    private readonly Option<FileInfo> _recipe = new("--recipe")
    {
        Description = "Recipe file (TOML).",
        Required = true,
    };
    private readonly Option<FileInfo> _tokenizer = new("--tokenizer")
    {
        Description = "tokenizer.json of the bundle.",
        Required = true,
    };
    private readonly Option<DirectoryInfo> _run = new("--run")
    {
        Description = "Folder of the run: checkpoint, loss log, plots. Resumes what is there.",
        Required = true,
    };
    private readonly Option<DirectoryInfo?> _photographs = new("--photographs")
    {
        Description =
            "Folder of labelled photographs (labels.jsonl) for the task 'photograph', and for what stands behind "
            + "drawn instruments.",
    };
    private readonly Option<int?> _steps = new("--steps")
    {
        Description = "Overrides the recipe's number of steps and leaves its finish out.",
    };
    private readonly Option<int?> _decaySteps = new("--decay-steps")
    {
        Description = "Overrides the length of the final decay; with --steps it ends a stable run.",
    };
    private readonly Option<int> _threads = new("--threads")
    {
        Description =
            "On a CPU, groups of a batch that are computed at the same time, each on one processor thread; with "
            + "a GPU, threads that draw samples for it.",
        DefaultValueFactory = _ => Environment.ProcessorCount,
    };
    private readonly Option<string> _device = DeviceOption.Create();

    /// <summary>Adds the options to a command.</summary>
    public void AddTo(Command command)
    {
        foreach (
            var option in (Option[])[_recipe, _tokenizer, _run, _photographs, _steps, _decaySteps, _threads, _device]
        )
            command.Add(option);
    }

    /// <summary>The recipe with what the command line changes of it.</summary>
    public Recipe Recipe(ParseResult arguments)
    {
        var recipe = Recipes.Recipe.Load(arguments.GetRequiredValue(_recipe).FullName);
        var steps = arguments.GetValue(_steps);
        return recipe with
        {
            Training = recipe.Training with
            {
                Steps = steps ?? recipe.Training.Steps,
                DecaySteps = arguments.GetValue(_decaySteps) ?? recipe.Training.DecaySteps,
            },
            Finish = steps is null ? recipe.Finish : [],
        };
    }

    /// <summary>The tokenizer, which must fit into the recipe's vocabulary.</summary>
    public BpeTokenizer Tokenizer(ParseResult arguments, Recipe recipe)
    {
        var path = arguments.GetRequiredValue(_tokenizer).FullName;
        var tokenizer = BpeTokenizer.Load(path);
        recipe.CheckTokenizer(tokenizer, path);
        return tokenizer;
    }

    /// <summary>Opens what trains.</summary>
    public TrainingDevice Device(ParseResult arguments) =>
        TrainingDevice.Open(arguments.GetRequiredValue(_device), arguments.GetValue(_threads));

    /// <summary>The run's folder.</summary>
    public string Folder(ParseResult arguments) => arguments.GetRequiredValue(_run).FullName;

    /// <summary>The folder of photographs, or null.</summary>
    public string? PhotographFolder(ParseResult arguments) => arguments.GetValue(_photographs)?.FullName;
}
