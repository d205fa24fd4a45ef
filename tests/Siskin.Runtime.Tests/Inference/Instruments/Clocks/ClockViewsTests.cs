using Microsoft.Extensions.Time.Testing;
using Siskin.Runtime.Bundles;
using Siskin.Runtime.Inference;
using Siskin.Runtime.Inference.Instruments;
using Siskin.Runtime.Tests.Inference.Instruments.Dials;
using Siskin.Runtime.Tests.Vision;
using Siskin.Runtime.Vision;
using SkiaSharp;
using Xunit;

namespace Siskin.Runtime.Tests.Inference.Instruments.Clocks;

/// <summary>Where a request looks at a frame more than once, its clock is found and its hands are seen once.</summary>
public sealed class ClockViewsTests : IDisposable
{
    private const string Where = "Where is it?";

    // A glance at each circle, four looks, and the last one.
    private const int MostGraphs = 17 + 5;

    private readonly HandGraph _graph = new();
    private readonly List<string> _looks = [];
    private int _graphs;

    public void Dispose() => _graph.Dispose();

    [Theory]
    [InlineData(true, 1)]
    [InlineData(true, ResponderRequest.MaxViews)]
    [InlineData(false, ResponderRequest.MaxViews)]
    public void It_is_sought_once_and_seen_once(bool locate, int views)
    {
        using var frame = HandGraph.Clock(200, new SKPoint(300, 130), width: 500, height: 400);
        Rims.Draw(frame, 300, 130, 78);
        var request = new ResponderRequest("What time is it?")
        {
            Frame = frame,
            Locate = locate,
            Views = views,
            Progress = () => _graphs++,
        };

        var answer = Reader().Answer(request, null, default).Answer!;

        Assert.Equal("3:20", answer.Text);
        Assert.Single(_looks, look => look.StartsWith(Where, StringComparison.Ordinal));
        Assert.InRange(_graphs, 6, MostGraphs);
    }

    private InstrumentReader Reader() =>
        new(
            (request, _, _) =>
            {
                _looks.Add(request.Prompt);
                var text = request.Prompt.StartsWith(Where, StringComparison.Ordinal) ? "39 22 81 78" : "12:00";
                return new Answer(text, FinishReason.Stop, 0.3, default, default);
            },
            Bundle(),
            true,
            FrameLimits.Default,
            new FakeTimeProvider(),
            hands: _graph.Finder
        );

    private static BundleManifest Bundle() =>
        new(
            "b",
            "1",
            new ModelShape(ModelShape.EncoderDecoder, 8, 8, 1, 1, 1, 1, 8, 16, 16, new SpecialTokens(0, 1, 2, 3, 4)),
            "tokenizer.json",
            Frames.Shape,
            [
                new BundleTask(BundleTask.Locate, Where) { Input = TaskInput.Frame },
                new BundleTask(BundleTask.Scale, "Which scale?") { Input = TaskInput.Frame },
            ],
            [],
            new Dictionary<string, string>()
        );
}
