using Microsoft.Extensions.Time.Testing;
using Siskin.Runtime.Bundles;
using Siskin.Runtime.Inference;
using Siskin.Runtime.Inference.Instruments;
using Siskin.Runtime.Inference.Instruments.Clocks;
using Siskin.Runtime.Tests.Inference.Instruments.Dials;
using Siskin.Runtime.Vision;
using Xunit;

namespace Siskin.Runtime.Tests.Inference.Instruments.Clocks;

/// <summary>A text that is told while it is written is not taken back by the hands.</summary>
public sealed class HeldTextTests : IDisposable
{
    private readonly HandGraph _graph = new();
    private readonly FakeTimeProvider _time = new();
    private readonly List<string> _texts = [];

    [Theory]
    [InlineData("What time is it?", "12:00", "3:20")]
    [InlineData("What time is it?", "unreadable", "unreadable")]
    [InlineData("Read the timer.", "12:00", "12:00")]
    public void What_is_told_is_the_answer_and_nothing_before(string prompt, string own, string told)
    {
        var answer = Ask(prompt, own);

        Assert.Equal(told, answer.Text);
        Assert.Equal([told], _texts);
    }

    [Fact]
    public void Where_the_graph_for_hands_is_gone_the_models_answer_is_told()
    {
        _graph.Lose();

        var answer = Ask("What time is it?", "12:00");

        Assert.Equal(("12:00", 0.3), (answer.Text, answer.Confidence));
        Assert.Equal(["12:00"], _texts);
    }

    private Answer Ask(string prompt, string own)
    {
        using var frame = HandGraph.Clock(200);
        var reader = new GaugeReader(
            (_, onText, _) =>
            {
                onText?.Invoke(own);
                return new Answer(own, FinishReason.Stop, 0.3, default, default);
            },
            new BundleTask(BundleTask.Scale, "Which scale?"),
            [],
            null,
            _time,
            null,
            new ClockReader(_graph.Finder, null, FrameLimits.Default, _time)
        );

        return reader.Answer(new ResponderRequest(prompt) { Frame = frame }, _texts.Add, default).Answer!;
    }

    public void Dispose() => _graph.Dispose();
}
