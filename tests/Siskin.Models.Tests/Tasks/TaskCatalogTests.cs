using System.Reflection;
using System.Text.RegularExpressions;
using Siskin.Models.Data;
using Siskin.Models.Data.Events;
using Siskin.Models.Data.Frames;
using Siskin.Models.Tasks;
using Siskin.Runtime.Bundles;
using Xunit;

namespace Siskin.Models.Tests.Tasks;

public sealed class TaskCatalogTests
{
    public static TheoryData<string> Names =>
        [.. TaskCatalog.All.Where(task => task.IsDrawn).Select(task => task.Name)];

    [Fact]
    public void The_order_is_that_of_the_manifests() =>
        Assert.Equal(
            "digit counter display dial gauge lamps telemetry scale deflection clock lookup numbers windows events compare versus locate photograph copy rewrite pick",
            string.Join(' ', TaskCatalog.All.Select(task => task.Name))
        );

    [Fact]
    public void A_task_without_weight_is_not_one_of_the_mixture() =>
        Assert.Equal(
            [FrameTasks.Gauge, EventTasks.Events],
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
        var weights = new Dictionary<string, double> { ["sundial"] = 1 };

        var wrong = Assert.Throws<ArgumentException>(() => TaskCatalog.Of(weights));

        Assert.Contains("'sundial'", wrong.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Every_task_of_the_program_is_registered_once()
    {
        var defined = typeof(ModelTask)
            .Assembly.GetTypes()
            .SelectMany(type => type.GetProperties(BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic))
            .Where(property => property.PropertyType.IsAssignableTo(typeof(ModelTask)))
            .Select(property => (ModelTask)property.GetValue(null)!);

        Assert.Equal(
            defined.Select(task => task.Name).Order(StringComparer.Ordinal),
            TaskCatalog.All.Select(task => task.Name).Order(StringComparer.Ordinal)
        );
        Assert.Equal(TaskCatalog.All.Count, TaskCatalog.All.Select(task => task.Name).Distinct().Count());
        Assert.Equal(TaskCatalog.All.Count, TaskCatalog.All.Select(task => task.Prompt).Distinct().Count());
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Every_task_has_all_its_parts(string name)
    {
        var task = TaskCatalog.Find(name)!;
        var sample = task.Drawer(new SensorTextOptions())(3, 1);
        var inManifest = task.ToBundleTask();

        Assert.Equal(name, sample.Task);
        Assert.Equal(task.Input is TaskInput.Frame or TaskInput.Both, sample.Frame is not null);
        Assert.Equal(task.Input is TaskInput.Text or TaskInput.Both, sample.Sensors is not null);
        Assert.Equal((name, task.Prompt, task.Input), (inManifest.Name, inManifest.Prompt, inManifest.Input));
        Assert.NotEmpty(inManifest.Words);
        Assert.Equal(task.Wordings.Concat(task.UndrawnWordings).Distinct(), task.Wordings.Concat(task.UndrawnWordings));
        // What training never shows exists for names and layouts of sensor text; a frame task has its answers in the
        // corpus.
        Assert.Equal(
            task.Input == TaskInput.Frame ? [] : ["names", "layouts"],
            task.HeldOut.Select(variant => variant.Suffix)
        );
        Assert.Equal(task.Input == TaskInput.Frame, task.CorpusAnswers.Count > 0);
        Assert.Equal(task.Input == TaskInput.Text, task.Wordings.Count == 0);
        // A closed scale is judged by a share of its turn.
        Assert.Equal(sample.Score.Kind == ScoringKind.Circular, task.HeldOutTolerance is not null);
    }

    /// <summary>A new instrument is a drawer, its task, and a weight in a recipe.</summary>
    [Theory]
    [InlineData("counter", "CounterFrames.cs")]
    [InlineData("lamps", "LampFrames.cs")]
    [InlineData("deflection", "GaugeFrames.cs")]
    public void An_instrument_is_named_in_its_drawer_and_among_the_tasks_only(string name, string drawer)
    {
        var drawn = Path.GetFileNameWithoutExtension(drawer);
        var property = char.ToUpperInvariant(name[0]) + name[1..];
        var mention = new Regex($@"""{name}""|\b{drawn}\b|\bFrameTasks\.{property}\b");

        var files = Repository
            .Sources("models", "Siskin.Models")
            // Photographs are asked in the words of drawn instruments, and networks along strips and the detector of
            // rows learn from some; a new instrument changes nothing there.
            .Where(file =>
                Path.GetFileName(Path.GetDirectoryName(file))
                    is not ("Photographs" or "Hands" or "Rows" or "SubDials" or "Detection")
            )
            .Where(file => mention.IsMatch(File.ReadAllText(file)))
            .Select(Path.GetFileName);

        Assert.Equal(
            ["FrameTasks.cs", drawer],
            files.OrderDescending(StringComparer.Ordinal).OrderBy(file => file == drawer)
        );
    }
}
