using Siskin.Agent.Mqtt;
using Siskin.Agent.Tests.Harness;

namespace Siskin.Agent.Tests.Mqtt;

public sealed class SubscriptionMemoryTests : IDisposable
{
    private readonly ScratchFolder _folder = new();
    private readonly RecordingLogs _logs = new();

    [Fact]
    public void Filters_outlive_the_process_until_they_are_gone()
    {
        var first = Open("broker:1883 siskin-a");
        first.Add(["cam/#", "zigbee/+"]);
        first.Remove(["cam/#"]);

        Assert.Equal(["zigbee/+"], Open("broker:1883 siskin-a").Filters);
    }

    [Fact]
    public void What_belongs_to_another_session_is_not_taken_over()
    {
        Open("broker:1883 siskin-a").Add(["cam/#"]);

        Assert.Empty(Open("other:1883 siskin-a").Filters);
    }

    [Fact]
    public void A_folder_that_cannot_be_written_is_named_once_and_the_rest_works()
    {
        File.WriteAllText(Path.Combine(_folder.Path, "file"), "");
        var memory = new SubscriptionMemory(Path.Combine(_folder.Path, "file"), "s", _logs);

        memory.Add(["a"]);
        memory.Add(["b"]);

        Assert.Equal(["a", "b"], memory.Filters.Order());
        Assert.Single(_logs.Lines, line => line.Contains(" 126 ", StringComparison.Ordinal));
    }

    [Fact]
    public void Without_a_folder_nothing_is_written()
    {
        var memory = new SubscriptionMemory(null, "s", _logs);

        memory.Add(["a"]);

        Assert.Equal(["a"], memory.Filters);
        Assert.Empty(_logs.Lines);
    }

    public void Dispose()
    {
        _folder.Dispose();
        _logs.Dispose();
    }

    private SubscriptionMemory Open(string session) => new(_folder.Path, session, _logs);
}
