using Siskin.Models.Data;
using Siskin.Models.Data.Events;
using Siskin.Models.Data.FrameAndSensors;
using Siskin.Models.Data.Frames;
using Siskin.Models.Data.Photographs;
using Siskin.Runtime.Bundles;
using Xunit;

namespace Siskin.Models.Tests.Data;

public sealed class TaskWordsTests
{
    [Fact]
    public void Tasks_say_what_they_are_answered_from()
    {
        Assert.Equal(TaskInput.Frame, FrameTasks.Gauge.ToBundleTask().Input);
        Assert.Equal(TaskInput.Text, EventTasks.Events.ToBundleTask().Input);
        Assert.Equal(TaskInput.Both, CompareTasks.Compare.ToBundleTask().Input);
    }

    [Fact]
    public void Words_are_each_there_once_in_order_and_come_from_the_wordings_of_the_task()
    {
        var words = TaskWords.Of(FrameTasks.Gauge);

        Assert.Contains("gauge", words);
        Assert.Contains("temperature", words); // of a wording that no sample shows
        Assert.DoesNotContain("lamp", words); // of another task
        Assert.Equal(words.Distinct().Order(StringComparer.Ordinal), words);
    }

    [Fact]
    public void Words_of_composed_questions_are_those_that_come_often()
    {
        var words = TaskWords.Of(EventTasks.Events);

        Assert.Contains("summarize", words);
        Assert.Equal(words, TaskWords.Of(EventTasks.Events)); // drawn from seeds
    }

    /// <summary>
    /// What the bundled model's manifest says about frames must stay what its tasks say: together they are its scope.
    /// </summary>
    [Fact]
    public void The_bundled_model_knows_the_same_words_about_frames_as_its_tasks()
    {
        var bundle = BundleReader.Open(Repository.PathOf("models", "bundles", "siskin-mini"));

        Assert.Equal(
            FrameTasks
                .All.Append<ModelTask>(PhotographTask.Photograph)
                .Where(task => bundle.Manifest.Tasks.Any(offered => offered.Name == task.Name))
                .SelectMany(TaskWords.Of)
                .Distinct()
                .Order(StringComparer.Ordinal),
            bundle
                .Manifest.Tasks.Where(task => task.Input == TaskInput.Frame)
                .SelectMany(task => task.Words)
                .Distinct()
                .Order(StringComparer.Ordinal)
        );
    }
}
