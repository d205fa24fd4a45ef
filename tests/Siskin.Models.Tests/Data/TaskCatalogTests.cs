using Siskin.Models.Data;
using Xunit;

namespace Siskin.Models.Tests.Data;

public sealed class TaskCatalogTests
{
    [Fact]
    public void A_task_without_weight_is_not_one_of_the_mixture() =>
        Assert.Equal(
            [TaskCatalog.Gauge, TaskCatalog.Events],
            TaskCatalog.Of(
                new Dictionary<string, double>
                {
                    ["events"] = 1,
                    ["compare"] = 0,
                    ["gauge"] = 0.5,
                }
            )
        );

    [Fact]
    public void An_unknown_task_is_named()
    {
        var weights = new Dictionary<string, double> { ["clock"] = 1 };

        var wrong = Assert.Throws<ArgumentException>(() => TaskCatalog.Of(weights));

        Assert.Contains("'clock'", wrong.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Every_task_can_be_drawn()
    {
        var synthesizer = new Synthesizer();
        Assert.All(TaskCatalog.All, task => Assert.Equal(task.Name, synthesizer.Draw(task.Name, seed: 3).Task));
    }
}
