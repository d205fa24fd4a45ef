using Siskin.Models.Architecture;
using Siskin.Models.Data;
using Siskin.Models.Training;
using Siskin.Runtime.Text;
using Siskin.Runtime.Toml;
using Tomlyn;

namespace Siskin.Models.Recipes;

/// <summary>Everything that makes a bundle, in one TOML file: name, sizes, training and the mixture of tasks.</summary>
public sealed record Recipe
{
    /// <summary>Name of the bundle.</summary>
    public string Name { get; init; } = "siskin-mini";

    /// <summary>Version of the bundle.</summary>
    public string Version { get; init; } = "0.1.0";

    /// <summary>
    /// Version of the language in which the runtime answers questions about sensor text by computing; null where the
    /// network answers them.
    /// </summary>
    public int? QuestionLanguage { get; init; }

    /// <summary>Sizes of the network.</summary>
    public ModelOptions Model { get; init; } = new();

    /// <summary>How it is trained.</summary>
    public TrainingOptions Training { get; init; } = new();

    /// <summary>Mixtures of the first samples, in order.</summary>
    public List<SampleStage> Stages { get; init; } = [];

    /// <summary>Relative frequency of each task after the stages.</summary>
    public Dictionary<string, double> Tasks { get; init; } = [];

    /// <summary>What comes behind all that, in order: other rates, batches and mixtures.</summary>
    public List<TrainingPhase> Finish { get; init; } = [];

    /// <summary>
    /// The parts of the training in order; the steps of each are counted from the first one's beginning.
    /// </summary>
    public IReadOnlyList<TrainingPhase> Phases()
    {
        List<TrainingPhase> phases =
        [
            new()
            {
                Training = Training,
                Stages = Stages,
                Tasks = Tasks,
            },
        ];
        foreach (var phase in Finish)
        {
            var before = phases[^1].Training.Steps;
            phases.Add(
                phase with
                {
                    Training = phase.Training with { Steps = before + phase.Training.Steps, WarmupSteps = 0 },
                }
            );
        }
        return phases;
    }

    /// <summary>Every task that any part trains, with its largest weight.</summary>
    public IReadOnlyDictionary<string, double> AllTasks() =>
        Phases()
            .SelectMany(phase => phase.Tasks)
            .GroupBy(task => task.Key, StringComparer.Ordinal)
            .ToDictionary(task => task.Key, task => task.Max(weight => weight.Value), StringComparer.Ordinal);

    /// <summary>
    /// Says at once, and not by a stack trace of native code, that a tokenizer has ids beyond the embedding.
    /// </summary>
    /// <param name="tokenizer">The tokenizer to train with.</param>
    /// <param name="file">Where it came from.</param>
    /// <exception cref="InvalidDataException">The tokenizer has more tokens than the recipe's vocabulary.</exception>
    public void CheckTokenizer(BpeTokenizer tokenizer, string file)
    {
        if (tokenizer.VocabSize > Model.VocabSize)
            throw new InvalidDataException(
                $"recipe {Name}: [model] vocab_size is {Model.VocabSize}; "
                    + $"allowed with the {tokenizer.VocabSize} tokens of {file}: {tokenizer.VocabSize} or more"
            );
    }

    /// <summary>Reads a recipe file; keys are in snake case.</summary>
    /// <exception cref="InvalidDataException">
    /// The file cannot be read as a recipe, or says what cannot be trained; the message names file and place.
    /// </exception>
    public static Recipe Load(string path)
    {
        try
        {
            var text = File.ReadAllText(path);
            if (RecipeCheck.UnknownKey(TomlDocument.Parse(path, text)) is { } unknown)
                throw new InvalidDataException(
                    $"{path}: there is no key '{unknown.Key}' in a recipe (line {unknown.Line})"
                );
            var recipe =
                TomlSerializer.Deserialize<Recipe>(text, Options)
                ?? throw new InvalidDataException($"{path}: empty recipe");
            return RecipeCheck.Validate(recipe) is { } objection
                ? throw new InvalidDataException($"{path}: {objection}")
                : recipe;
        }
        catch (TomlSyntaxException error)
        {
            throw new InvalidDataException(error.Message, error);
        }
        catch (TomlException error)
        {
            throw new InvalidDataException($"{path}: {error.Message}", error);
        }
    }

    private static TomlSerializerOptions Options { get; } =
        new() { PropertyNamingPolicy = System.Text.Json.JsonNamingPolicy.SnakeCaseLower };
}
