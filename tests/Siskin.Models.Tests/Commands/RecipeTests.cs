using Siskin.Models.Recipes;
using Xunit;

namespace Siskin.Models.Tests.Commands;

public sealed class RecipeTests : IDisposable
{
    private readonly string _file = Path.GetTempFileName();

    [Fact]
    public void Later_phases_count_their_steps_on_and_name_their_own_tasks()
    {
        File.WriteAllText(_file, """
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
            """);
        var recipe = Recipe.Load(_file);
        var phases = recipe.Phases();
        Assert.Equal([100, 130, 150], phases.Select(phase => phase.Training.Steps));
        Assert.Equal([7, 0, 0], phases.Select(phase => phase.Training.WarmupSteps));
        Assert.Equal([false, true, false], phases.Select(phase => phase.Training.Bf16));
        Assert.Equal(["lookup"], phases[1].Tasks.Keys);
        Assert.Equal(5.0, recipe.AllTasks()["digit"]);
        Assert.Equal(["digit", "lamps", "lookup"], recipe.AllTasks().Keys.Order(StringComparer.Ordinal));
    }

    [Theory]
    [InlineData("siskin-mini.toml")]
    [InlineData("siskin-quick.toml")]
    public void The_recipes_of_this_repository_can_be_read(string name)
    {
        var recipe = Recipe.Load(Repository.PathOf("models", "Siskin.Models", "Recipes", name));
        recipe.Model.Validate();
        Assert.All(recipe.Phases(), phase => Assert.NotEmpty(phase.Tasks));
        Assert.NotEmpty(Siskin.Models.Data.TaskCatalog.Of(recipe.AllTasks()));
    }

    public void Dispose() => File.Delete(_file);
}
