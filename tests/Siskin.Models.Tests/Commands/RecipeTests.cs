using Siskin.Models.Recipes;
using Xunit;

namespace Siskin.Models.Tests.Commands;

public sealed class RecipeTests : IDisposable
{
    private readonly string _file = Path.GetTempFileName();

    [Fact]
    public void Later_phases_count_their_steps_on_and_name_their_own_tasks()
    {
        File.WriteAllText(
            _file,
            """
            name = "t"
            [training]
            steps = 100
            warmup_steps = 7
            [tasks]
            digit = 1.0
            lamps = 2.0
            [[finish]]
            [finish.training]
            steps = 30
            bf16 = true
            decay_steps = 0
            [finish.tasks]
            lookup = 3.0
            [[finish]]
            [finish.training]
            steps = 20
            decay_steps = 20
            [finish.tasks]
            digit = 5.0
            """
        );
        var recipe = Recipe.Load(_file);
        var phases = recipe.Phases();
        Assert.Equal([100, 130, 150], phases.Select(phase => phase.Training.Steps));
        Assert.Equal([7, 0, 0], phases.Select(phase => phase.Training.WarmupSteps));
        Assert.Equal([false, true, false], phases.Select(phase => phase.Training.Bf16));
        Assert.Equal(["lookup"], phases[1].Tasks.Keys);
        Assert.Equal(5.0, recipe.AllTasks()["digit"]);
        Assert.Equal(["digit", "lamps", "lookup"], recipe.AllTasks().Keys.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void A_question_language_that_nobody_speaks_is_refused()
    {
        File.WriteAllText(_file, "question_language = 2\n[tasks]\ndigit = 1\n");

        var wrong = Assert.Throws<InvalidDataException>(() => Recipe.Load(_file));

        Assert.Contains("question_language is 2; allowed: 1", wrong.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("siskin-mini.toml")]
    [InlineData("siskin-mini-photographs.toml")]
    [InlineData("siskin-quick.toml")]
    [InlineData("siskin-compare.toml")]
    [InlineData("siskin-compare-short.toml")]
    public void The_recipes_of_this_repository_can_be_read(string name)
    {
        var recipe = Recipe.Load(Repository.PathOf("models", "Siskin.Models", "Recipes", name));
        recipe.Model.Validate();
        Assert.All(recipe.Phases(), phase => Assert.NotEmpty(phase.Tasks));
        Assert.NotEmpty(Siskin.Models.Tasks.TaskCatalog.Of(recipe.AllTasks()));
    }

    [Fact]
    public void One_key_makes_it_a_decoder_only_model()
    {
        File.WriteAllText(_file, "[model]\narchitecture = \"decoder-only\"\n[tasks]\ndigit = 1.0\n");

        Assert.Equal("decoder-only", Recipe.Load(_file).Model.ToShape(Tiny.Tokens).Architecture);
    }

    [Theory]
    [InlineData("[training]\nmuon_rat = 0.1", "there is no key 'training.muon_rat' in a recipe (line 4)")]
    [InlineData("[training]\nsteps = 1\nsteps = 2", "is not valid TOML in line 5, column 1: The key `training.steps`")]
    [InlineData("[model.vision]\nlayer = 2", "there is no key 'model.vision.layer' in a recipe")]
    [InlineData("[[stages]]\nsample = 2", "there is no key 'stages.sample' in a recipe")]
    [InlineData("[training]\nbatch_size = 0", "[training] batch_size is 0; allowed: 1 or more")]
    [InlineData("[training]\nmuon_rate = 0.0", "[training] muon_rate is 0; allowed: above 0")]
    [InlineData(
        "[[finish]]\n[finish.training]\ngroup_size = 0\n[finish.tasks]\ndigit = 1",
        "[[finish]] 1: training group_size is 0; allowed: 1 or more"
    )]
    [InlineData("[[finish]]\n[finish.tasks]\nconter = 4.0", "unknown task 'conter'")]
    [InlineData(
        "[[finish]]\naverage_end = true\n[finish.tasks]\ndigit = 1.0\n[[finish]]\n[finish.tasks]\ndigit = 1.0",
        "[[finish]] 2: average_end is wanted here too"
    )]
    [InlineData("[[finish]]\n[finish.tasks]\ndigit = 0.0", "[[finish]] 1: training: no task has a weight above 0")]
    [InlineData("[model]\narchitecture = \"decoder\"", "Architecture is 'decoder'; allowed: 'encoder-decoder' and")]
    [InlineData("[model.vision]\nstem_groups = 7", "StemGroups is 7; allowed: a divisor of 24 channels")]
    public void What_cannot_be_trained_is_said_at_once(string text, string expected)
    {
        File.WriteAllText(_file, $"[tasks]\nlamps = 1.0\n{text}");

        var wrong = Assert.Throws<InvalidDataException>(() => Recipe.Load(_file));

        Assert.StartsWith(_file, wrong.Message, StringComparison.Ordinal);
        Assert.Contains(expected, wrong.Message, StringComparison.Ordinal);
    }

    public void Dispose() => File.Delete(_file);
}
