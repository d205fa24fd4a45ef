using System.Text.Json;
using Siskin.Agent.Tests.Harness;
using Siskin.Agent.Updates;
using Siskin.Agent.Wire;
using Siskin.Runtime.Bundles;

namespace Siskin.Agent.Tests.Updates;

public sealed class UpdateReportTests : IDisposable
{
    private readonly ScratchFolder _folder = new();
    private readonly List<UpdateStateMessage> _said = [];
    private readonly UpdateReport _report;

    public UpdateReportTests()
    {
        using var model = new ScriptedModel();
        _report = new UpdateReport(
            new TopicLayout("siskin", "bench"),
            7,
            () => model.Description,
            message =>
                _said.Add(JsonSerializer.Deserialize(message.Payload.Span, UpdateJson.Default.UpdateStateMessage)!)
        );
    }

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_download_is_told_in_steps_of_five_percent()
    {
        _report.Begin(Offer("a"));
        for (var bytes = 0; bytes <= 100; bytes++)
            _report.Reach(bytes, of: 100);
        _report.Reach(0, of: 0);

        Assert.Equal(Enumerable.Range(0, 21).Select(step => 5 * step), _said.Select(one => one.Percent));
    }

    [Fact]
    public void What_failed_half_way_stays_half_way()
    {
        _report.Begin(Offer("a"));
        _report.Reach(35, of: 100);

        _report.Conclude(Ended("a", UpdatePhase.Failed), previous: null);

        Assert.Equal((UpdatePhase.Failed, 35), (_said[^1].Phase, _said[^1].Percent));
    }

    [Theory]
    [InlineData(UpdatePhase.Installed, 100)]
    [InlineData(UpdatePhase.RolledBack, 100)]
    [InlineData(UpdatePhase.Failed, 0)]
    public void How_far_another_offer_came_says_nothing_of_this_one(string phase, int percent)
    {
        _report.Begin(Offer("a"));
        _report.Reach(35, of: 100);
        _report.Compare(new UpdateShadow(8, 8, 0, 0.99, 0.99, 5, 5, true));

        _report.Conclude(Ended("b", phase), previous: "0.0.1"); // it was offered before, and is known

        Assert.Equal(("b", phase, percent), (_said[^1].Offer, _said[^1].Phase, _said[^1].Percent));
        Assert.Null(_said[^1].Shadow);
        Assert.Equal("0.0.1", _said[^1].PreviousVersion);
    }

    [Theory]
    [InlineData(UpdatePhase.Probation, 100)]
    [InlineData(UpdatePhase.Installed, 100)]
    [InlineData(UpdatePhase.RolledBack, 100)]
    [InlineData(UpdatePhase.Failed, 0)]
    public void What_an_earlier_process_left_is_told_as_far_as_it_is_known(string phase, int percent)
    {
        _report.Resume(BundleChoice.None.Conclude(Ended("a", phase)));
        Assert.Empty(_said);

        _report.Repeat();

        Assert.Equal(("a", phase, percent), (_said[^1].Offer, _said[^1].Phase, _said[^1].Percent));
    }

    private static ConcludedOffer Ended(string id, string phase) =>
        new(id, $"hash of {id}", "random", "0.0.2", phase, null);

    private static Offer Offer(string id) =>
        new(id, $"hash of {id}", BundleReader.Open(NpuAgent.Bundle).Manifest, [], [], [], null);
}
