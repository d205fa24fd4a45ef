using Siskin.Models.Data;
using Siskin.Runtime.Bundles;
using Xunit;

namespace Siskin.Models.Tests.Data;

public sealed class TaskWordingTests
{
    [Fact]
    public void Tasks_say_what_they_are_answered_from()
    {
        Assert.Equal(TaskInput.Frame, Worded(TaskCatalog.Gauge).Input);
        Assert.Equal(TaskInput.Text, Worded(TaskCatalog.Events).Input);
        Assert.Equal(TaskInput.Both, Worded(TaskCatalog.Compare).Input);
    }

    [Fact]
    public void Words_are_each_there_once_in_order_and_come_from_the_wordings_of_the_task()
    {
        var words = Worded(TaskCatalog.Gauge).Words;

        Assert.Contains("gauge", words);
        Assert.Equal(words.Distinct().Order(StringComparer.Ordinal), words);
        Assert.Equal(words, Worded(TaskCatalog.Gauge).Words); // drawn from seeds
    }

    private static BundleTask Worded(BundleTask task) => TaskWording.Of(task);
}
